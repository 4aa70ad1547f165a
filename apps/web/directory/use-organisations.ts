import { useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import { get } from '../api/client.js';
import type { OrganisationItem, OrganisationsPage } from '../api/answers.js';
import { keptForOffline } from '../offline/reference.js';

async function fetchAll(): Promise<readonly OrganisationItem[]> {
  const found: OrganisationItem[] = [];
  let cursor: string | null = null;
  do {
    const { data }: { data: OrganisationsPage } = await get<OrganisationsPage>('/organisations', {
      parameters: { limit: 200, cursor },
    });
    found.push(...data.items);
    cursor = data.nextCursor;
  } while (cursor !== null);
  return found;
}

/** All organisations of the mechanism: a few hundred at most, no personal data. */
export const organisationsQuery = {
  queryKey: ['organisations'],
  queryFn: (): Promise<readonly OrganisationItem[]> => keptForOffline('organisations', fetchAll),
  staleTime: 600_000,
  gcTime: Infinity,
};

const none: readonly OrganisationItem[] = [];

/** All organisations; while they are fetched, none. */
export const useOrganisations = (): readonly OrganisationItem[] => useQuery(organisationsQuery).data ?? none;

/** The name of an organisation by its id; one that is not in the directory keeps the beginning of its id. */
export function useOrganisationName(): (organisationId: string) => string {
  const organisations = useOrganisations();
  return useCallback(
    (id) => organisations.find(({ organisationId }) => organisationId === id)?.name ?? id.slice(0, 8),
    [organisations],
  );
}
