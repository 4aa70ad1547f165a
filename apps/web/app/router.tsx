import { createRootRoute, createRoute, createRouter } from '@tanstack/react-router';
import { addressOfThisTab } from './address.js';
import { Door } from './door.js';
import { NotFoundPage } from './not-found.page.js';
import { HomePage } from './home.page.js';
import { PageFrame } from './page-frame.js';
import { pages } from './pages.js';
import { PageProblem } from './page-problem.js';

const root = createRootRoute({ component: Door, notFoundComponent: NotFoundPage });

/** Finds the page of an address. */
export const router = createRouter({
  routeTree: root.addChildren([
    createRoute({ getParentRoute: () => root, path: '/', component: HomePage }),
    ...pages.map((page) =>
      createRoute({
        getParentRoute: () => root,
        path: page.path,
        component: () => <PageFrame page={page} />,
        errorComponent: PageProblem,
      }),
    ),
  ]),
  history: addressOfThisTab(),
  defaultErrorComponent: PageProblem,
  scrollRestoration: true,
});
