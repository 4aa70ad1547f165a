// Which service answers which request: the one table of the reverse proxies (this one, and the one of docker-compose.yml).

/** Every service with an API. What no route names is for casework. */
export const apiServices = ['casework', 'caseload', 'coordination', 'statistics'];

/** Every service that answers requests. */
export const services = [...apiServices, 'identity'];

/**
 * The routes beside casework's. `path` and everything below it, below /api/v1; only requests with one of `methods`, where
 * there are any, and with `exact` only the path itself. The first that fits counts.
 */
export const routes = [
  { path: '/organisations', methods: ['GET', 'HEAD'], exact: true, service: 'coordination' },
  { path: '/coordination', service: 'coordination' },
  { path: '/caseload', service: 'caseload' },
  { path: '/statistics', service: 'statistics' },
  { path: '/projections/coordination', service: 'coordination' },
  { path: '/projections/caseload', service: 'caseload' },
  { path: '/projections/statistics', service: 'statistics' },
];

/** The one request that every service answers a part of, by GET. */
export const answeredByAll = '/api/v1/projections';

/** The service that answers a request; `path` without its query. */
export function serviceOf(method, path) {
  // the pages on which people sign in are no part of the API
  if (path === '/identity' || path.startsWith('/identity/')) return 'identity';
  const fits = ({ path: begin, methods, exact = false }) =>
    ([`/api/v1${begin}`, `/api/v1${begin}/`].includes(path) || (!exact && path.startsWith(`/api/v1${begin}/`))) &&
    (methods?.includes(method) ?? true);
  return routes.find(fits)?.service ?? 'casework';
}
