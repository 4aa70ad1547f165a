import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { PersonOfCaseItem, PersonsOfCaseAnswer } from '../api/answers.js';
import { get } from '../api/client.js';
import { ApiProblem } from '../api/problem.js';
import { Empty } from '../components/empty.js';
import { Loading } from '../components/loading.js';
import { ProblemMessage } from '../components/problem-message.js';

/** The case of a number, once it is found; says so where there is none. */
export function FoundCase({
  caseNumber,
  children,
}: {
  readonly caseNumber: string;
  children(found: PersonOfCaseItem): ReactNode;
}) {
  const { t } = useTranslation('protection');
  const { data, isPending, error, refetch } = useQuery({
    queryKey: ['person-of-case', caseNumber],
    queryFn: ({ signal }) =>
      get<PersonsOfCaseAnswer>('/caseload/persons', { parameters: { case: caseNumber }, signal }),
    // every asking is in the log of reads
    staleTime: Infinity,
  });
  const found = data?.data.items[0];
  if (found) return <>{children(found)}</>;
  if (isPending) return <Loading lines={4} />;
  const nothing = error === null || (error instanceof ApiProblem && error.kind === 'malformed-request');
  if (nothing) return <Empty title={t('find.nothing')} hint={t('find.nothingHint')} />;
  return <ProblemMessage error={error} onRetry={() => void refetch()} />;
}
