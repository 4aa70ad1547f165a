import { lazyPage, type Page } from '../app/page.js';
import { identifyingRoles } from './roles.js';

const identify = lazyPage(() => import('./identify.page.js'), 'IdentifyPage', [
  'identification',
  'referral',
  'codes',
  'countries',
  'offline',
]);
const { preload: fetchPage } = identify;

/** Without network nobody can ask for what it stands on. */
async function preload() {
  const [page, { keepForIntake }] = await Promise.all([fetchPage?.(), import('./keep-for-intake.js')]);
  await keepForIntake();
  return page;
}

/** Logging a presumed victim, and what is recorded of her identification afterwards. */
export const identificationPages: readonly Page[] = [
  {
    path: '/identify',
    roles: identifyingRoles,
    offline: true,
    menu: { label: 'identify', order: 10 },
    component: Object.assign(identify, { preload }),
  },
  {
    path: '/cases/$caseId/next',
    roles: identifyingRoles,
    offline: true,
    component: lazyPage(() => import('./next.page.js'), 'NextPage', ['identification', 'codes']),
  },
  {
    path: '/notify',
    roles: identifyingRoles,
    offline: true,
    menu: { label: 'notify', order: 60 },
    component: lazyPage(() => import('./notify.page.js'), 'NotifyPage', [
      'identification',
      'codes',
      'countries',
      'offline',
    ]),
  },
  {
    path: '/cases/search',
    roles: identifyingRoles,
    menu: { label: 'search', order: 30 },
    component: lazyPage(() => import('./search.page.js'), 'SearchPage', ['identification', 'codes']),
  },
  {
    path: '/cases/$caseId/correct',
    roles: identifyingRoles,
    component: lazyPage(() => import('./correct.page.js'), 'CorrectPage', [
      'identification',
      'codes',
      'countries',
      'offline',
    ]),
  },
  {
    path: '/cases/$caseId/decide',
    roles: ['police-officer', 'police-supervisor', 'commission-member'],
    component: lazyPage(() => import('./decide.page.js'), 'DecidePage', [
      'identification',
      'case',
      'codes',
      'countries',
      'offline',
    ]),
  },
  {
    path: '/cases/$caseId/declined',
    roles: identifyingRoles,
    component: lazyPage(() => import('./declined.page.js'), 'DeclinedPage', ['identification', 'codes', 'offline']),
  },
  {
    path: '/cases/$caseId/assign',
    roles: identifyingRoles,
    component: lazyPage(() => import('./assign.page.js'), 'AssignPage', ['identification', 'codes', 'offline']),
  },
];
