import { lazyPage, type Page } from '../app/page.js';

/** What everybody can see and set of their own. */
export const accountPages: readonly Page[] = [
  {
    path: '/account',
    roles: 'everybody',
    menu: { label: 'account', order: 95 },
    component: lazyPage(() => import('./account.page.js'), 'AccountPage', ['account', 'codes']),
  },
];
