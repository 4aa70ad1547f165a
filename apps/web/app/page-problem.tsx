import type { ErrorComponentProps } from '@tanstack/react-router';
import { ProblemMessage } from '../components/problem-message.js';

/** What a page shows that cannot be shown. */
export function PageProblem({ error }: ErrorComponentProps) {
  // a page that could not be fetched once is not fetched again until everything is
  return <ProblemMessage error={error} onRetry={() => location.reload()} />;
}
