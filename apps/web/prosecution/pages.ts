import { lazyPage, type Page } from '../app/page.js';
import { policeRoles } from '../case/roles.js';

/** Criminal proceedings: those of the office, or of the police that registered them. */
export const prosecutionPages: readonly Page[] = [
  {
    path: '/proceedings',
    roles: ['prosecutor', ...policeRoles],
    // where a prosecutor begins; police have something before it
    menu: { label: 'proceedings', order: 15 },
    component: lazyPage(() => import('./proceedings.page.js'), 'ProceedingsPage', ['prosecution', 'codes']),
  },
  {
    path: '/cases/$caseId/proceedings/new',
    roles: policeRoles,
    component: lazyPage(() => import('./register.page.js'), 'RegisterProceedingPage', [
      'prosecution',
      'codes',
      'offline',
    ]),
  },
  {
    path: '/cases/$caseId/proceedings/$proceedingId',
    roles: ['prosecutor', ...policeRoles],
    component: lazyPage(() => import('./proceeding.page.js'), 'ProceedingPage', ['prosecution', 'codes', 'offline']),
  },
  {
    path: '/cases/$caseId/proceedings/$proceedingId/requalify',
    roles: ['prosecutor', ...policeRoles],
    component: lazyPage(() => import('./requalify.page.js'), 'RequalifyPage', ['prosecution', 'codes', 'offline']),
  },
];
