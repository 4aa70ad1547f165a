import { lazyPage, type Page } from '../app/page.js';
import { careRoles } from '../case/roles.js';

const texts = ['assistance', 'codes', 'offline'] as const;

/** The notes of those who help her, and the key of the organisation to which some of them are sealed. */
export const notesPages: readonly Page[] = [
  {
    path: '/cases/$caseId/notes',
    roles: careRoles,
    component: lazyPage(() => import('./notes.page.js'), 'NotesPage', texts),
  },
  {
    path: '/cases/$caseId/notes/counselling',
    roles: careRoles,
    component: lazyPage(() => import('./counselling-note.page.js'), 'CounsellingNotePage', texts),
  },
  {
    path: '/cases/$caseId/notes/health',
    roles: careRoles,
    component: lazyPage(() => import('./health-note.page.js'), 'HealthNotePage', texts),
  },
  {
    path: '/organisation-key',
    roles: careRoles,
    menu: { label: 'organisationKey', order: 80 },
    component: lazyPage(() => import('./organisation-key.page.js'), 'OrganisationKeyPage', ['assistance']),
  },
  {
    path: '/shelter-address',
    roles: careRoles,
    component: lazyPage(() => import('./shelter-address.page.js'), 'ShelterAddressPage', ['assistance']),
  },
];
