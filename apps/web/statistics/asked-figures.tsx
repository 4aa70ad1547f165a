import { useTranslation } from 'react-i18next';
import { Empty } from '../components/empty.js';
import { Loading } from '../components/loading.js';
import { ProblemMessage } from '../components/problem-message.js';
import { Incomplete } from '../list/incomplete.js';
import { FiguresView } from './figures-view.js';
import type { Question } from './question.js';
import { useFigures } from './use-figures.js';

/** Asks a question, and shows the answer. `before`: the day with whose knowledge it is compared; empty: with none. */
export function AskedFigures({ question, before = '' }: { readonly question: Question; readonly before?: string }) {
  const { t } = useTranslation('statistics');
  const now = useFigures(question);
  const then = useFigures({ ...question, knownAt: before }, { enabled: before !== '' });
  const asked = before === '' ? [now] : [now, then];
  const failed = asked.find(({ isError }) => isError);
  const askAgain = () => void Promise.all(asked.map(({ refetch }) => refetch()));
  if (failed) return <ProblemMessage error={failed.error} onRetry={askAgain} />;
  if (asked.some(({ figures }) => figures === undefined) || now.figures === undefined) return <Loading lines={8} />;
  if (asked.every(({ figures }) => figures?.rows.length === 0)) return <Empty title={t('none')} hint={t('noneHint')} />;
  return (
    <>
      <Incomplete
        events={Math.max(...asked.map(({ incomplete }) => incomplete))}
        stale={asked.some(({ stale }) => stale)}
      />
      <FiguresView question={question} now={now.figures} before={before === '' ? undefined : then.figures} />
    </>
  );
}
