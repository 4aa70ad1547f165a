import { lazyPage, type Page } from '../app/page.js';
import { careRoles } from '../case/roles.js';
import { identifyingRoles } from '../identification/roles.js';

const texts = ['rehabilitation', 'assistance', 'codes', 'offline'] as const;

/** The restoration of rights, how she is, and the end of a case. */
export const rehabilitationPages: readonly Page[] = [
  {
    path: '/follow-ups',
    roles: identifyingRoles,
    menu: { label: 'followUps', order: 25 },
    component: lazyPage(() => import('./follow-ups.page.js'), 'FollowUpsPage', [
      'rehabilitation',
      'assistance',
      'codes',
    ]),
  },
  {
    path: '/cases/$caseId/rehabilitation',
    roles: identifyingRoles,
    component: lazyPage(() => import('./rehabilitation.page.js'), 'RehabilitationPage', texts),
  },
  {
    path: '/cases/$caseId/rehabilitation/plan',
    roles: careRoles,
    component: lazyPage(() => import('./plan-rehabilitation.page.js'), 'PlanRehabilitationPage', texts),
  },
  {
    path: '/cases/$caseId/follow-up',
    roles: identifyingRoles,
    offline: true,
    component: lazyPage(() => import('./follow-up.page.js'), 'FollowUpPage', texts),
  },
  {
    path: '/cases/$caseId/completion/$referralId',
    roles: identifyingRoles,
    component: lazyPage(() => import('./completion.page.js'), 'CompletionPage', texts),
  },
  {
    path: '/cases/$caseId/closure',
    roles: identifyingRoles,
    component: lazyPage(() => import('./closure.page.js'), 'ClosurePage', texts),
  },
  {
    path: '/cases/$caseId/reopening',
    roles: identifyingRoles,
    component: lazyPage(() => import('./reopening.page.js'), 'ReopeningPage', texts),
  },
];
