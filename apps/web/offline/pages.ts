import { lazyPage, type Page } from '../app/page.js';

/** What waits to be sent; reached from the status that stands on every page. */
export const offlinePages: readonly Page[] = [
  {
    path: '/outbox',
    roles: 'everybody',
    offline: true,
    component: lazyPage(() => import('./outbox.page.js'), 'OutboxPage', ['offline', 'events', 'codes', 'rules']),
  },
];
