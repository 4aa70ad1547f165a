import { useInfiniteQuery } from '@tanstack/react-query';
import { get, type Parameters } from '../api/client.js';

/** A page of a list of the API. */
export interface PageOf<T> {
  readonly items: T[];
  readonly nextCursor: string | null;
}

interface PagesOptions<T> {
  /** Whether it is asked again when the server says that something changed. */
  readonly live?: boolean;
  /** How often it is looked at while it shows this, in ms; `false`: not by itself. For what no live event tells of. */
  look?(items: readonly T[]): number | false;
}

/** A list of the API, a page at a time. */
export function usePages<T>(path: string, parameters: Parameters = {}, { live = true, look }: PagesOptions<T> = {}) {
  const query = useInfiniteQuery({
    queryKey: [live ? 'live' : 'list', path, parameters],
    queryFn: ({ pageParam, signal }) =>
      get<PageOf<T>>(path, { parameters: { ...parameters, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ data }) => data.nextCursor ?? undefined,
    refetchInterval: ({ state: { data } }) =>
      look?.(data?.pages.flatMap(({ data: { items } }) => items) ?? []) ?? false,
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
