import { lazyPage, type Page } from '../app/page.js';
import { careRoles } from '../case/roles.js';

/** The help somebody gets: what she needs, what is planned, what is given. */
export const assistancePages: readonly Page[] = [
  {
    path: '/cases/$caseId/assistance',
    roles: careRoles,
    offline: true,
    component: lazyPage(() => import('./assistance.page.js'), 'AssistancePage', ['assistance', 'codes', 'offline']),
  },
  {
    path: '/cases/$caseId/assistance/plan',
    roles: careRoles,
    component: lazyPage(() => import('./plan-assistance.page.js'), 'PlanAssistancePage', [
      'assistance',
      'codes',
      'offline',
    ]),
  },
];
