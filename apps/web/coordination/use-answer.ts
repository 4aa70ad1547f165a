import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { get, type Answer, type Parameters } from '../api/client.js';

/** An answer with figures, and the moment at which it was given. */
export type AnswerQuery<T> = UseQueryResult<Answer<T> & { readonly knownAt: string }>;

/** Asks for figures that the API does not date. */
export function useAnswer<T>(path: string, parameters: Parameters, { enabled = true } = {}): AnswerQuery<T> {
  return useQuery({
    queryKey: ['figures', path, parameters],
    queryFn: async ({ signal }) => ({
      ...(await get<T>(path, { parameters, signal })),
      knownAt: new Date().toISOString(),
    }),
    enabled,
  });
}
