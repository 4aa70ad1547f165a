import { QueryCache, QueryClient } from '@tanstack/react-query';
import { ApiProblem } from '../api/problem.js';
import { onNews, standingQuery } from './session.js';

/** What was asked, and when to ask again: personal data stays in memory, for as long as a page shows it. */
export const queryClient: QueryClient = new QueryClient({
  queryCache: new QueryCache({
    onError(error) {
      // signed out meanwhile, here or elsewhere: everybody goes back to the door; or the network is gone
      if (error instanceof ApiProblem && (error.kind === 'not-signed-in' || error.kind === 'no-network')) {
        void queryClient.invalidateQueries({ queryKey: standingQuery.queryKey });
      }
    },
  }),
  defaultOptions: {
    queries: {
      // what a browser thinks of its network is a guess: asking tells
      networkMode: 'always',
      staleTime: 30_000,
      gcTime: 60_000,
      // every opening of a file is in the log of reads: no reads that nobody asked for
      refetchOnWindowFocus: false,
      refetchOnReconnect: true,
      retry: (times, error) => times < 2 && error instanceof ApiProblem && error.passes && error.kind !== 'no-network',
    },
    mutations: { retry: false, networkMode: 'always' },
  },
});

// signed out, or somebody else signed in, in another tab
onNews('changed', () => void queryClient.invalidateQueries({ queryKey: standingQuery.queryKey }));
