import type { Parameters } from '../api/client.js';

/** Where the API answers: what a program asks for the same figure. */
export function apiAddress(path: string, parameters: Parameters): string {
  const set = Object.entries(parameters).filter(([, value]) => value !== undefined && value !== null && value !== '');
  const query = set.map(
    ([name, value]) => `${name}=${encodeURIComponent(String(value)).replaceAll('%2C', ',').replaceAll('%3A', ':')}`,
  );
  return `/api/v1${path}${query.length === 0 ? '' : `?${query.join('&')}`}`;
}
