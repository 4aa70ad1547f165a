import { lazyPage, type Page } from '../app/page.js';
import { identifyingRoles } from '../identification/roles.js';
import { caseRoles, emergencyRoles } from './roles.js';

/** The page of a case, what she agreed to and asks for, and the way into a file in an emergency. */
export const casePages: readonly Page[] = [
  {
    path: '/cases/$caseId',
    roles: caseRoles,
    component: lazyPage(() => import('./case.page.js'), 'CasePage', ['case', 'codes', 'events', 'countries']),
  },
  {
    path: '/cases/$caseId/consents',
    roles: identifyingRoles,
    component: lazyPage(() => import('./consents/consents.page.js'), 'ConsentsPage', [
      'case',
      'codes',
      'offline',
      'protection',
    ]),
  },
  {
    path: '/cases/$caseId/consents/new',
    roles: identifyingRoles,
    component: lazyPage(() => import('./consents/give-consent.page.js'), 'GiveConsentPage', [
      'case',
      'codes',
      'countries',
      'identification',
      'referral',
      'offline',
    ]),
  },
  {
    path: '/cases/$caseId/consents/$consentId/narrow',
    roles: identifyingRoles,
    component: lazyPage(() => import('./consents/narrow-consent.page.js'), 'NarrowConsentPage', [
      'case',
      'codes',
      'offline',
    ]),
  },
  {
    path: '/cases/$caseId/consents/$consentId/withdraw',
    roles: identifyingRoles,
    component: lazyPage(() => import('./consents/withdraw-consent.page.js'), 'WithdrawConsentPage', [
      'case',
      'codes',
      'offline',
    ]),
  },
  {
    path: '/cases/$caseId/exclusions/new',
    roles: identifyingRoles,
    component: lazyPage(() => import('./consents/exclude.page.js'), 'ExcludePage', ['case', 'codes', 'offline']),
  },
  {
    path: '/cases/$caseId/views',
    roles: identifyingRoles,
    component: lazyPage(() => import('./consents/child-views.page.js'), 'ChildViewsPage', [
      'case',
      'codes',
      'countries',
      'identification',
      'referral',
      'offline',
    ]),
  },
  {
    path: '/cases/$caseId/transfers/$referralId',
    roles: identifyingRoles,
    component: lazyPage(() => import('./consents/transfer-notice.page.js'), 'TransferNoticePage', [
      'case',
      'codes',
      'offline',
    ]),
  },
  {
    path: '/cases/$caseId/requests/new',
    roles: identifyingRoles,
    component: lazyPage(() => import('./consents/receive-request.page.js'), 'ReceiveRequestPage', [
      'case',
      'codes',
      'offline',
      'protection',
    ]),
  },
  {
    path: '/emergency',
    roles: emergencyRoles,
    menu: { label: 'emergency', order: 70 },
    component: lazyPage(() => import('./emergency.page.js'), 'EmergencyPage', ['case', 'offline']),
  },
];
