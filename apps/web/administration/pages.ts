import { lazyPage, type Page } from '../app/page.js';
import type { Role } from '../codes.js';

const administrator = ['administrator'] as const satisfies readonly Role[];
/** Who says who works for their own organisation; for every one the administrator does. */
const leaders = ['police-supervisor', 'ngo-manager'] as const satisfies readonly Role[];

const members = lazyPage(() => import('./members.page.js'), 'MembersPage', ['administration', 'codes']);

/** Organisations and their people, imports, and how the system does. */
export const administrationPages: readonly Page[] = [
  {
    path: '/organisations',
    roles: administrator,
    menu: { label: 'organisations', order: 5 },
    component: lazyPage(() => import('./organisations.page.js'), 'OrganisationsPage', ['administration', 'codes']),
  },
  {
    path: '/organisations/new',
    roles: administrator,
    component: lazyPage(() => import('./register.page.js'), 'RegisterPage', ['administration', 'codes', 'offline']),
  },
  {
    path: '/organisations/$organisationId/details',
    roles: administrator,
    component: lazyPage(() => import('./details.page.js'), 'DetailsPage', ['administration', 'codes', 'offline']),
  },
  { path: '/organisations/$organisationId/members', roles: [...leaders, ...administrator], component: members },
  { path: '/members', roles: leaders, menu: { label: 'members', order: 60 }, component: members },
  {
    path: '/organisations/$organisationId/invite',
    roles: [...leaders, ...administrator],
    component: lazyPage(() => import('./invite.page.js'), 'InvitePage', ['administration', 'codes', 'rules']),
  },
  {
    path: '/imports',
    roles: administrator,
    menu: { label: 'imports', order: 10 },
    component: lazyPage(() => import('./imports.page.js'), 'ImportsPage', ['administration', 'codes', 'rules']),
  },
  {
    path: '/imports/$importId',
    roles: administrator,
    component: lazyPage(() => import('./import.page.js'), 'ImportPage', ['administration', 'codes', 'rules']),
  },
  {
    path: '/system',
    roles: administrator,
    menu: { label: 'projections', order: 15 },
    component: lazyPage(() => import('./system.page.js'), 'SystemPage', ['administration', 'codes', 'protection']),
  },
  {
    path: '/system/$name',
    roles: administrator,
    component: lazyPage(() => import('./parked.page.js'), 'ParkedPage', ['administration', 'codes', 'events']),
  },
];
