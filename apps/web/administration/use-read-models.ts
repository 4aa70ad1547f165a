import { useQuery } from '@tanstack/react-query';
import type { ProjectionsAnswer } from '../api/answers.js';
import { get } from '../api/client.js';

/** How often they are looked at: while one is rebuilt, and else, in ms. */
const soon = 700;
const later = 10_000;

/** Every read model, kept up to date: how far it is, and its rebuild. */
export function useReadModels() {
  return useQuery({
    queryKey: ['projections'],
    queryFn: async ({ signal }) => (await get<ProjectionsAnswer>('/projections', { signal })).data.items,
    refetchInterval: ({ state }) => (state.data?.some(({ rebuild }) => rebuild?.state === 'Running') ? soon : later),
  });
}
