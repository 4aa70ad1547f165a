import { lazyPage, type Page } from '../app/page.js';
import { caseRoles } from '../case/roles.js';

/** How the organisations work together, in figures. */
export const coordinationPages: readonly Page[] = [
  {
    path: '/coordination',
    roles: ['rapporteur', 'analyst'],
    menu: { label: 'coordination', order: 8 },
    component: lazyPage(() => import('./coordination.page.js'), 'CoordinationPage', [
      'coordination',
      'statistics',
      'codes',
      'countries',
    ]),
  },
  {
    path: '/caseload/summary',
    roles: [...caseRoles, 'rapporteur', 'analyst'],
    menu: { label: 'caseload', order: 70 },
    component: lazyPage(() => import('./caseload-summary.page.js'), 'CaseloadSummaryPage', [
      'coordination',
      'statistics',
      'codes',
      'countries',
    ]),
  },
];
