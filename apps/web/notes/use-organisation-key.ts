import { useQuery } from '@tanstack/react-query';
import type { OrganisationKeyAnswer } from '../api/answers.js';
import { get } from '../api/client.js';
import { useMe } from '../app/session.js';

/** How the organisation's key stands, and whether the caller opens it. */
export function useOrganisationKey() {
  const { organisationId, user } = useMe();
  const query = useQuery({
    queryKey: ['organisation key', organisationId],
    queryFn: async ({ signal }) =>
      (await get<OrganisationKeyAnswer>(`/organisations/${organisationId}/key`, { signal })).data,
    staleTime: 0,
  });
  const mine = query.data?.members.find((member) => member.user === user)?.holding;
  return { ...query, mine };
}
