import type { ErrorComponentProps } from '@tanstack/react-router';
import { ProblemPage } from '../components/problem-page.js';

/** What a page shows that cannot be shown. */
export function PageProblem({ error }: ErrorComponentProps) {
  // a page that could not be fetched once is not fetched again until everything is
  return <ProblemPage error={error} onRetry={() => location.reload()} />;
}
