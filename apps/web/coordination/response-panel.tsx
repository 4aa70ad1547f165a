import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ResponseTimes, ResponseTimesItem } from '../api/answers.js';
import type { Chart } from '../components/figure-chart.js';
import type { FigureExplanation } from '../components/figure-dialog.js';
import { FigurePlot } from '../components/figure-plot.js';
import { FigureTable } from '../components/figure-table.js';
import { useFormats } from '../i18n/index.js';
import { apiAddress } from '../statistics/address.js';
import { isBackwards, type Days } from '../statistics/period-fields.js';
import { usePeriodText } from '../statistics/use-period-text.js';
import { FiguresPanel } from './figures-panel.js';
import { useAnswer } from './use-answer.js';
import { useExplained } from './use-explained.js';
import { useTableFile } from './use-table-file.js';

const rounded = (hours: number): number => Math.round(hours * 10) / 10;

/** One that is not in the directory keeps the beginning of its id. */
const nameOf = ({ name, organisationId }: ResponseTimesItem): string => name ?? organisationId.slice(0, 8);

const counts = ['answered', 'declined', 'waiting', 'expired'] as const;
const figures = [...counts, 'median'] as const;

/** How fast organisations answer what is sent to them: all of them for oversight, else one's own. */
export function ResponsePanel({ title, days }: { readonly title: string; readonly days: Days }) {
  const { t } = useTranslation('coordination');
  const query = useAnswer<ResponseTimes>('/coordination/response-times', { ...days }, { enabled: !isBackwards(days) });
  return (
    <FiguresPanel title={title} query={query} isEmpty={({ items }) => items.length === 0} none={t('response.none')}>
      {({ items }, knownAt) => <Response items={items} knownAt={knownAt} days={days} />}
    </FiguresPanel>
  );
}

function Response({
  items,
  knownAt,
  days,
}: {
  readonly items: readonly ResponseTimesItem[];
  readonly knownAt: string;
  readonly days: Days;
}) {
  const { t } = useTranslation(['coordination', 'statistics']);
  const { number, hours, dateTime } = useFormats();
  const time = useCallback((median: number) => (median < 1 ? t('response.soon') : hours(rounded(median))), [t, hours]);
  const periodText = usePeriodText();
  const { figure, explain, dialog } = useExplained();
  const fileOf = useTableFile();
  const address = apiAddress('/coordination/response-times', { ...days });
  const timed = useMemo(
    () =>
      items
        .flatMap((item) => (item.medianHours === null ? [] : [{ item, median: item.medianHours }]))
        .toSorted((one, other) => other.median - one.median),
    [items],
  );
  const chart = useMemo<Chart>(
    () => ({
      along: 'categories',
      legend: [],
      groups: [
        {
          bars: timed.map(({ item, median }) => ({
            key: item.organisationId,
            label: nameOf(item),
            parts: [{ fill: 'solid', value: median }],
            text: time(median),
          })),
        },
      ],
    }),
    [timed, time],
  );
  const explanation = (item: ResponseTimesItem, what: (typeof figures)[number]): FigureExplanation => ({
    title: `${nameOf(item)} · ${t(`response.${what}`)}`,
    value: what === 'median' ? item.answered : item[what],
    ...(what === 'median' && { text: item.medianHours === null ? '–' : time(item.medianHours) }),
    counted: t('response.counted'),
    rule: t(`response.rule.${what}`),
    filters: [{ label: t('statistics:period.label'), value: periodText(days) }],
    knownAt,
    address,
  });
  const slowest = timed[0];
  const sum = (what: 'waiting' | 'expired') => number(items.reduce((all, item) => all + item[what], 0));
  const summary = [
    slowest &&
      timed.length > 1 &&
      t('summary.slowest', { organisation: nameOf(slowest.item), time: time(slowest.median) }),
    t('summary.response', { waiting: sum('waiting'), expired: sum('expired') }),
  ]
    .filter(Boolean)
    .join(' ');
  return (
    <>
      {timed.length > 0 && (
        <FigurePlot
          chart={chart}
          title={t('response.median')}
          summary={summary}
          notes={[`${periodText(days)}. ${dateTime(knownAt)}.`, t('response.rule.median')]}
          file={`tirek-response-${knownAt.slice(0, 10)}`}
          onPick={(id) => {
            const item = items.find(({ organisationId }) => organisationId === id);
            if (item) explain(explanation(item, 'median'));
          }}
        />
      )}
      <FigureTable
        caption={t('response.table')}
        of={[t('response.organisation')]}
        heads={figures.map((what) => t(`response.${what}`))}
        lines={items.map((item) => ({
          key: item.organisationId,
          of: [nameOf(item)],
          figures: figures.map((what) => figure(explanation(item, what))),
        }))}
        file={fileOf({
          name: 'response',
          counted: t('response.counted'),
          rules: figures.map((what) => t(`response.rule.${what}`)),
          days,
          knownAt,
          address,
        })}
      />
      {dialog}
    </>
  );
}
