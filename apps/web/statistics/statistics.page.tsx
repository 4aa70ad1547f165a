import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Page } from '../components/page.js';
import { AskedFigures } from './asked-figures.js';
import { always, isBackwards } from './period-fields.js';
import { isNotBefore, QuestionFields } from './question-fields.js';
import type { Question } from './question.js';

/** The figures of the register: asked, seen, explained, taken away. */
export function StatisticsPage() {
  const { t } = useTranslation('statistics');
  const [question, setQuestion] = useState<Question>({ unit: 'victim', by: ['month'], ...always, knownAt: '' });
  const [before, setBefore] = useState('');
  const wrong = isBackwards(question) || isNotBefore(before, question.knownAt);
  return (
    <Page title={t('title')} lead={t('lead')}>
      <QuestionFields question={question} before={before} onChange={setQuestion} onBefore={setBefore} />
      {!wrong && <AskedFigures question={question} before={before} />}
    </Page>
  );
}
