import { useInfiniteQuery } from '@tanstack/react-query';
import { get, type Parameters } from '../api/client.js';

/** A page of a list of the API. */
export interface PageOf<T> {
  readonly items: T[];
  readonly nextCursor: string | null;
}

/** A list of the API, a page at a time. `live`: asked again when the server says that something changed. */
export function usePages<T>(path: string, parameters: Parameters = {}, { live = true, enabled = true } = {}) {
  const query = useInfiniteQuery({
    queryKey: [live ? 'live' : 'list', path, parameters],
    queryFn: ({ pageParam, signal }) =>
      get<PageOf<T>>(path, { parameters: { ...parameters, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ data }) => data.nextCursor ?? undefined,
    enabled,
  });
  return {
    ...query,
    items: query.data?.pages.flatMap(({ data }) => data.items) ?? [],
    /** So many events are missing in it. */
    incomplete: query.data?.pages[0]?.incomplete ?? 0,
    stale: query.data?.pages[0]?.stale ?? false,
  };
}

export type Pages<T> = ReturnType<typeof usePages<T>>;
