import { useMediaQuery } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import type { FlowItem, Flows } from '../api/answers.js';
import type { FigureExplanation } from '../components/figure-dialog.js';
import { FigureTable } from '../components/figure-table.js';
import { useOrganisationName } from '../directory/use-organisations.js';
import { useFormats } from '../i18n/index.js';
import { apiAddress } from '../statistics/address.js';
import type { Days } from '../statistics/period-fields.js';
import { usePeriodText } from '../statistics/use-period-text.js';
import { FiguresPanel } from './figures-panel.js';
import type { AnswerQuery } from './use-answer.js';
import { useExplained } from './use-explained.js';
import { useTableFile } from './use-table-file.js';

const outcomes = ['accepted', 'declined', 'expired', 'recalled', 'handedOver', 'completed'] as const;

/** Referrals from organisation to organisation: who sends across, who receives down; on a telephone a list. */
export function BetweenPanel({ query, days }: { readonly query: AnswerQuery<Flows>; readonly days: Days }) {
  const { t } = useTranslation('coordination');
  return (
    <FiguresPanel
      title={t('between.title')}
      query={query}
      isEmpty={({ items }) => items.length === 0}
      none={t('between.none')}
    >
      {({ items }, knownAt) => <Between items={items} knownAt={knownAt} days={days} />}
    </FiguresPanel>
  );
}

function Between({
  items,
  knownAt,
  days,
}: {
  readonly items: readonly FlowItem[];
  readonly knownAt: string;
  readonly days: Days;
}) {
  const { t } = useTranslation(['coordination', 'statistics']);
  const { number } = useFormats();
  const periodText = usePeriodText();
  const name = useOrganisationName();
  const { figure, dialog } = useExplained();
  const fileOf = useTableFile();
  const address = apiAddress('/coordination/flows', { ...days });
  const wide = useMediaQuery('(min-width: 64em)', true);
  const explanation = (item: FlowItem): FigureExplanation => ({
    title: `${name(item.from)} → ${name(item.to)}`,
    value: item.sent,
    counted: t('between.counted'),
    rule: t('between.rule'),
    filters: [
      ...outcomes.map((outcome) => ({ label: t(`between.${outcome}`), value: number(item[outcome]) })),
      { label: t('statistics:period.label'), value: periodText(days) },
    ],
    knownAt,
    address,
  });
  const file = fileOf({
    name: 'between',
    counted: t('between.counted'),
    rules: [t('between.rule')],
    days,
    knownAt,
    address,
  });
  const receivers = [...new Set(items.map(({ to }) => to))];
  const senders = [...new Set(items.map(({ from }) => from))];
  return (
    <>
      {wide ? (
        <FigureTable
          caption={t('between.table')}
          of={[t('between.from')]}
          heads={receivers.map(name)}
          lines={senders.map((from) => ({
            key: from,
            of: [name(from)],
            figures: receivers.map((to) => {
              const item = items.find((one) => one.from === from && one.to === to);
              return item ? figure(explanation(item)) : { value: 0, shown: '·' };
            }),
          }))}
          file={file}
        />
      ) : (
        <FigureTable
          caption={t('between.table')}
          of={[`${t('between.from')} → ${t('between.to')}`]}
          heads={[t('between.sent')]}
          lines={items.map((item) => ({
            key: `${item.from} ${item.to}`,
            of: [`${name(item.from)} → ${name(item.to)}`],
            figures: [figure(explanation(item))],
          }))}
          file={file}
        />
      )}
      {dialog}
    </>
  );
}
