import { lazyPage, type Page } from '../app/page.js';

/** The work of a commission of a region. */
export const commissionPages: readonly Page[] = [
  {
    path: '/commission',
    roles: ['commission-member'],
    menu: { label: 'commission', order: 5 },
    component: lazyPage(() => import('./commission.page.js'), 'CommissionPage', ['commission', 'codes']),
  },
];
