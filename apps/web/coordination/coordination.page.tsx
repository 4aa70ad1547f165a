import { NativeSelect } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Flows } from '../api/answers.js';
import { Page } from '../components/page.js';
import { useCode } from '../i18n/index.js';
import { AskedFigures } from '../statistics/asked-figures.js';
import { always, isBackwards, PeriodFields, type Days } from '../statistics/period-fields.js';
import type { Period, Question, Unit } from '../statistics/question.js';
import { BetweenPanel } from './between-panel.js';
import styles from './coordination.module.css';
import { PathPanel } from './path-panel.js';
import { ResponsePanel } from './response-panel.js';
import { useAnswer } from './use-answer.js';

/** How the mechanism works: where people go and leave, what passes between organisations, how fast, and how it changes. */
export function CoordinationPage() {
  const { t } = useTranslation('coordination');
  const [days, setDays] = useState<Days>(always);
  return (
    <Page title={t('title')} lead={t('lead')}>
      <div className={styles.fields}>
        <PeriodFields value={days} onChange={setDays} />
      </div>
      {!isBackwards(days) && <Figures days={days} />}
    </Page>
  );
}

function Figures({ days }: { readonly days: Days }) {
  const { t } = useTranslation(['coordination', 'codes']);
  const code = useCode();
  const flows = useAnswer<Flows>('/coordination/flows', { ...days });
  const [unit, setUnit] = useState<Unit>('victim');
  const [period, setPeriod] = useState<Period>('month');
  const trend = useMemo<Question>(() => ({ unit, by: [period], ...days, knownAt: '' }), [unit, period, days]);
  const regions = useMemo<Question>(() => ({ unit, by: ['region'], ...days, knownAt: '' }), [unit, days]);
  return (
    <>
      <PathPanel query={flows} days={days} />
      <BetweenPanel query={flows} days={days} />
      <ResponsePanel title={t('response.title')} days={days} />
      <div className={styles.fields}>
        <NativeSelect
          label={t('trend.of')}
          value={unit}
          onChange={({ currentTarget }) => setUnit(currentTarget.value as Unit)}
          data={(['victim', 'referral'] as const).map((one) => ({ value: one, label: code('unit', one) }))}
        />
        <NativeSelect
          label={t('trend.by')}
          value={period}
          onChange={({ currentTarget }) => setPeriod(currentTarget.value as Period)}
          data={(['month', 'quarter'] as const).map((one) => ({ value: one, label: code('dimension', one) }))}
        />
      </div>
      <AskedFigures question={trend} />
      <AskedFigures question={regions} />
    </>
  );
}
