import { lazyPage, type Page } from '../app/page.js';
import { identifyingRoles } from '../identification/roles.js';

/** Referring her, and what came of it. */
export const referralPages: readonly Page[] = [
  {
    path: '/cases/$caseId/shelters',
    roles: identifyingRoles,
    offline: true,
    component: lazyPage(() => import('./shelters.page.js'), 'SheltersPage', ['referral', 'codes']),
  },
  {
    path: '/cases/$caseId/refer/$organisationId/$service',
    roles: identifyingRoles,
    offline: true,
    component: lazyPage(() => import('./refer.page.js'), 'ReferPage', [
      'referral',
      'identification',
      'codes',
      'countries',
      'offline',
    ]),
  },
  {
    path: '/referrals/sent',
    roles: identifyingRoles,
    menu: { label: 'sent', order: 15 },
    component: lazyPage(() => import('./sent.page.js'), 'SentPage', ['referral', 'codes', 'offline']),
  },
];
