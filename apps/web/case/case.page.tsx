import { useParams } from '@tanstack/react-router';
import { Loading } from '../components/loading.js';
import { ProblemPage } from '../components/problem-page.js';
import { CaseView } from './case-view.js';
import { useCase } from './use-case.js';

/** A case as its reader may see it. */
export function CasePage() {
  const { caseId } = useParams({ strict: false }) as { caseId: string };
  const { data, isPending, isError, error, refetch } = useCase(caseId);
  if (isPending) return <Loading lines={8} />;
  if (isError) return <ProblemPage error={error} onRetry={() => void refetch()} />;
  // of another case nothing stays: neither the time that was chosen nor what had been seen
  return <CaseView key={caseId} today={data.data} />;
}
