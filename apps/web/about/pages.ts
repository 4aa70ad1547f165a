import { lazyPage, type Page } from '../app/page.js';

/** What Tirek is, and how accessible; for those who have not signed in, too. */
export const aboutPages: readonly Page[] = [
  {
    path: '/about',
    roles: 'everybody',
    outsideToo: true,
    offline: true,
    menu: { label: 'about', order: 99 },
    component: lazyPage(() => import('./about.page.js'), 'AboutPage', ['about', 'codes']),
  },
  {
    path: '/accessibility',
    roles: 'everybody',
    outsideToo: true,
    offline: true,
    component: lazyPage(() => import('./accessibility.page.js'), 'AccessibilityPage', ['about']),
  },
];
