import { NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { DateField } from '../components/date-field.js';
import { useCode } from '../i18n/index.js';
import { PeriodFields } from './period-fields.js';
import { dimensionsOf, units, type Dimension, type Question, type Unit } from './question.js';
import styles from './question-fields.module.css';

/** Whether the day to compare with does not lie before the other; empty: none, and now. */
export const isNotBefore = (before: string, knownAt: string): boolean =>
  before !== '' && knownAt !== '' && before >= knownAt;

/** Chooses what is counted, by what, of which period, and as known when; the answer follows at once. */
export function QuestionFields({
  question,
  before,
  onChange,
  onBefore,
}: {
  readonly question: Question;
  /** The day with whose knowledge it is compared; empty: with none. */
  readonly before: string;
  onChange(question: Question): void;
  onBefore(day: string): void;
}) {
  const { t } = useTranslation('statistics');
  const code = useCode();
  const { unit, by } = question;
  const dimensions = dimensionsOf(unit);
  const [rows = dimensions[0]!, columns = ''] = by;
  const option = (one: Dimension) => ({ value: one, label: code('dimension', one) });
  const by2 = (first: string, second: string): readonly Dimension[] =>
    [first, second].filter((one, place, all): one is Dimension => one !== '' && all.indexOf(one) === place);
  return (
    <div className={styles.fields}>
      <NativeSelect
        label={t('ask.unit')}
        value={unit}
        onChange={({ currentTarget }) => {
          const next = currentTarget.value as Unit;
          const kept = by.filter((one) => dimensionsOf(next).includes(one));
          onChange({ ...question, unit: next, by: kept.length > 0 ? kept : ['month'] });
        }}
        data={units.map((one) => ({ value: one, label: code('unit', one) }))}
      />
      <NativeSelect
        label={t('ask.by')}
        value={rows}
        onChange={({ currentTarget }) => onChange({ ...question, by: by2(currentTarget.value, columns) })}
        data={dimensions.map(option)}
      />
      <NativeSelect
        label={t('ask.and')}
        value={columns}
        onChange={({ currentTarget }) => onChange({ ...question, by: by2(rows, currentTarget.value) })}
        data={[{ value: '', label: t('ask.nothing') }, ...dimensions.filter((one) => one !== rows).map(option)]}
      />
      <PeriodFields value={question} onChange={({ from, to }) => onChange({ ...question, from, to })} />
      <DateField
        name="knownAt"
        label={t('ask.knownAt')}
        hint={t('ask.now')}
        value={question.knownAt}
        onChange={(knownAt) => onChange({ ...question, knownAt })}
      />
      <DateField
        name="before"
        label={t('ask.before')}
        hint={t('ask.nothing')}
        value={before}
        onChange={onBefore}
        error={isNotBefore(before, question.knownAt) ? t('ask.beforeLater') : undefined}
      />
    </div>
  );
}
