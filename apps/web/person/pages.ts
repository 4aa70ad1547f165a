import { lazyPage, type Page } from '../app/page.js';
import { identifyingRoles } from '../identification/roles.js';

/** What is made for the person herself. */
export const personPages: readonly Page[] = [
  {
    path: '/cases/$caseId/sheet',
    roles: ['data-protection-officer', ...identifyingRoles],
    component: lazyPage(() => import('./sheet.page.js'), 'SheetPage', ['protection', 'codes']),
  },
];
