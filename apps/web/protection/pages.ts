import { lazyPage, type Page } from '../app/page.js';
import type { Role } from '../codes.js';
import { identifyingRoles } from '../identification/roles.js';
import { NoticesWaiting } from './notices-waiting.js';

const officer = ['data-protection-officer'] as const satisfies readonly Role[];

const readers = lazyPage(() => import('./readers.page.js'), 'ReadersPage', ['protection', 'codes']);
const erasure = lazyPage(() => import('./erasure.page.js'), 'ErasurePage', ['protection', 'codes']);

/** What the data protection officer watches over, and where others answer for data: emergencies, requests, exports, notices. */
export const protectionPages: readonly Page[] = [
  {
    path: '/protection',
    roles: officer,
    menu: { label: 'protection', order: 5 },
    component: lazyPage(() => import('./overview.page.js'), 'OverviewPage', ['protection', 'referral', 'codes']),
  },
  { path: '/protection/readers', roles: officer, menu: { label: 'readers', order: 10 }, component: readers },
  { path: '/protection/readers/$caseNumber', roles: officer, component: readers },
  { path: '/protection/erasure', roles: officer, menu: { label: 'erasure', order: 40 }, component: erasure },
  { path: '/protection/erasure/$caseNumber', roles: officer, component: erasure },
  {
    path: '/protection/retention',
    roles: officer,
    component: lazyPage(() => import('./retention.page.js'), 'RetentionPage', ['protection', 'codes']),
  },
  {
    path: '/break-glass',
    roles: [...officer, 'police-supervisor', 'ngo-manager'],
    menu: { label: 'breakGlass', order: 30 },
    component: lazyPage(() => import('./break-glass.page.js'), 'BreakGlassPage', ['protection', 'codes', 'offline']),
  },
  {
    path: '/requests',
    roles: [...officer, ...identifyingRoles],
    menu: { label: 'requests', order: 35 },
    component: lazyPage(() => import('./requests.page.js'), 'RequestsPage', ['protection', 'codes', 'offline']),
  },
  {
    path: '/requests/new',
    roles: officer,
    component: lazyPage(() => import('./new-request.page.js'), 'NewRequestPage', ['protection', 'codes', 'offline']),
  },
  {
    path: '/exports',
    roles: [...officer, ...identifyingRoles],
    menu: { label: 'exports', order: 70 },
    component: lazyPage(() => import('./exports.page.js'), 'ExportsPage', ['protection', 'codes', 'offline']),
  },
  {
    path: '/notices',
    roles: [...officer, ...identifyingRoles, 'prosecutor', 'commission-member'],
    menu: { label: 'notices', order: 50, beside: NoticesWaiting },
    component: lazyPage(() => import('./notices.page.js'), 'NoticesPage', ['protection', 'codes']),
  },
];
