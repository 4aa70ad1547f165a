import { lazyPage, type Page } from '../app/page.js';

/** The figures of the register. */
export const statisticsPages: readonly Page[] = [
  {
    path: '/statistics',
    roles: ['rapporteur', 'analyst'],
    menu: { label: 'statistics', order: 5 },
    component: lazyPage(() => import('./statistics.page.js'), 'StatisticsPage', ['statistics', 'codes', 'countries']),
  },
];
