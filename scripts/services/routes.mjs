// Which service answers which request: the one table of the reverse proxies (this one, and the one of docker-compose.yml).

/** Every service with an API. What no route names is for casework. */
export const services = ['casework', 'caseload', 'coordination', 'statistics'];

/**
 * The routes beside casework's. `path` and everything below it, below /api/v1; only requests with one of `methods`, where
 * there are any. The first that fits counts.
 */
export const routes = [
  { path: '/organisations', methods: ['GET', 'HEAD'], service: 'coordination' },
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
  const fits = ({ path: begin, methods }) =>
    (path === `/api/v1${begin}` || path.startsWith(`/api/v1${begin}/`)) && (methods?.includes(method) ?? true);
  return routes.find(fits)?.service ?? 'casework';
}
