import { useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { CaseAnswer } from '../api/answers.js';
import { Loading } from '../components/loading.js';
import { ProblemPage } from '../components/problem-page.js';
import { useCase } from './use-case.js';

/** The case that the address names, with the revision that is shown: what is written upon it says so (`If-Match`). */
export function LoadedCase({ children }: { children(file: CaseAnswer, etag: string | undefined): ReactNode }) {
  const { caseId } = useParams({ strict: false }) as { caseId: string };
  const { data, isPending, error, refetch } = useCase(caseId);
  if (isPending) return <Loading lines={6} />;
  if (data === undefined) return <ProblemPage error={error} onRetry={() => void refetch()} />;
  return <>{children(data.data, data.etag)}</>;
}
