import type { ReactNode } from 'react';
import { Empty } from '../components/empty.js';
import { Loading } from '../components/loading.js';
import { Panel } from '../components/panel.js';
import { ProblemMessage } from '../components/problem-message.js';
import { Incomplete } from '../list/incomplete.js';
import type { AnswerQuery } from './use-answer.js';

/** A part of a page with figures: on their way, failed, none, or incomplete; each says so. */
export function FiguresPanel<T>({
  title,
  query,
  isEmpty,
  none,
  children,
}: {
  readonly title: string;
  readonly query: AnswerQuery<T>;
  isEmpty(data: T): boolean;
  readonly none: string;
  children(data: T, knownAt: string): ReactNode;
}) {
  const { data: answer } = query;
  return (
    <Panel title={title}>
      {query.isError ? (
        <ProblemMessage error={query.error} onRetry={() => void query.refetch()} />
      ) : answer === undefined ? (
        <Loading lines={4} />
      ) : (
        <>
          <Incomplete events={answer.incomplete} stale={answer.stale} />
          {isEmpty(answer.data) ? <Empty title={none} /> : children(answer.data, answer.knownAt)}
        </>
      )}
    </Panel>
  );
}
