import { useQuery } from '@tanstack/react-query';
import { get, type Answer, type Parameters } from '../api/client.js';
import type { PageOf } from './use-pages.js';

/** More than this nobody works through in one list, in pages of `limit`. */
const mostPages = 5;
const limit = 200;

/** A list of the API as a whole, to be put in another order than the API's; asked again when something changed. */
export function useWhole<T>(path: string, parameters: Parameters = {}) {
  const query = useQuery({
    queryKey: ['live', 'whole', path, parameters],
    queryFn: async ({ signal }) => {
      const items: T[] = [];
      let cursor: string | null = null;
      let incomplete = 0;
      for (let page = 0; page === 0 || (cursor !== null && page < mostPages); page++) {
        const answer: Answer<PageOf<T>> = await get<PageOf<T>>(path, {
          parameters: { ...parameters, limit, cursor },
          signal,
        });
        items.push(...answer.data.items);
        cursor = answer.data.nextCursor;
        ({ incomplete } = answer);
      }
      return { items, more: cursor !== null, incomplete };
    },
  });
  const { items = [], more = false, incomplete = 0 } = query.data ?? {};
  return { ...query, items, more, incomplete };
}
