import { lazyPage, type Page } from '../app/page.js';
import { careRoles, officerRoles } from '../case/roles.js';

const inbox = lazyPage(() => import('./inbox.page.js'), 'InboxPage', ['assistance', 'codes', 'offline']);

/** What was referred to the organisation. Those who care for people begin with it, the others find it further down. */
export const inboxPages: readonly Page[] = [
  {
    path: '/inbox',
    roles: careRoles,
    menu: { label: 'inbox', order: 5 },
    component: inbox,
  },
  {
    path: '/referrals/received',
    roles: officerRoles,
    menu: { label: 'inbox', order: 40 },
    component: inbox,
  },
];
