import { lazyPage, type Page } from '../app/page.js';
import { caseRoles } from '../case/roles.js';

/** The pages of the caseload. */
export const caseloadPages: readonly Page[] = [
  {
    path: '/cases',
    roles: caseRoles,
    menu: { label: 'cases', order: 20 },
    component: lazyPage(() => import('./cases.page.js'), 'CasesPage', ['codes']),
  },
];
