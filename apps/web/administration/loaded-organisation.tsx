import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { OrganisationItem } from '../api/answers.js';
import { ApiProblem } from '../api/problem.js';
import { useMe } from '../app/session.js';
import { Loading } from '../components/loading.js';
import { ProblemPage } from '../components/problem-page.js';
import { organisationsQuery } from '../directory/use-organisations.js';

/** The organisation that the address names; one that names none is about one's own. */
export function LoadedOrganisation({ children }: { children(organisation: OrganisationItem): ReactNode }) {
  const me = useMe();
  const { organisationId = me.organisationId } = useParams({ strict: false }) as { organisationId?: string };
  const { data, isPending, error, refetch } = useQuery(organisationsQuery);
  if (isPending) return <Loading lines={6} />;
  const organisation = data?.find((one) => one.organisationId === organisationId);
  if (organisation === undefined) {
    return <ProblemPage error={error ?? new ApiProblem('not-found', 404)} onRetry={() => void refetch()} />;
  }
  return <>{children(organisation)}</>;
}
