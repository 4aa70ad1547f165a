import { Text } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FigureButton } from '../components/figure-button.js';
import { FigureDialog } from '../components/figure-dialog.js';
import { FigurePlot } from '../components/figure-plot.js';
import { FigureTable, type FigureCell, type FigureLine } from '../components/figure-table.js';
import { Panel } from '../components/panel.js';
import { useCode, useFormats } from '../i18n/index.js';
import { apiAddress } from './address.js';
import { chartOf, placeOf } from './chart.js';
import { explain } from './explain.js';
import { crosstabOf, type CrosstabFigure, type CrosstabHead, type Place } from './crosstab.js';
import type { Figures } from './figures.js';
import { isPeriod, parametersOf, type Dimension, type Question } from './question.js';
import { usePeriodText } from './use-period-text.js';
import { useWords } from './use-words.js';

/** Figures as a plot and as a table, each to take away, and the explanation of the one that was pressed. */
export function FiguresView({
  question,
  now,
  before,
}: {
  readonly question: Question;
  readonly now: Figures;
  /** What was known earlier. */
  readonly before: Figures | undefined;
}) {
  const { t } = useTranslation(['statistics', 'common']);
  const code = useCode();
  const { number, dateTime } = useFormats();
  const periodText = usePeriodText();
  const words = useWords(question.unit);
  const [pressed, setPressed] = useState<Place>();
  const by = question.by as readonly [Dimension, Dimension?];
  const [first, second] = by;

  const knownAt = t('known', { when: dateTime(now.knownAt) });
  const knownBefore = before && t('known', { when: dateTime(before.knownAt) });
  const counted = code('unit', question.unit);
  const rule = code('countingRule', question.unit);
  const title = `${counted}: ${question.by.map((one) => code('dimension', one)).join(' × ')}`;
  const table = useMemo(() => crosstabOf(now, before), [now, before]);
  const { chart, whole } = useMemo(
    () => chartOf(by, now, before, { dimension: words, number, now: knownAt, before: knownBefore ?? '' }),
    [by, now, before, words, number, knownAt, knownBefore],
  );

  const headText = (head: CrosstabHead): string => {
    if ('column' in head) return words(second!, head.column);
    if (head.what === 'now') return knownAt;
    if (head.what === 'before') return knownBefore ?? '';
    return t(`head.${head.what}`);
  };
  const ofTable = before && second ? [first, second] : [first];
  const heads = table.heads.map(headText);
  const valueText = (values: readonly string[]) => values.map((value, place) => words(by[place]!, value));
  const signed = before !== undefined;
  const cell = ({ value, place }: CrosstabFigure): FigureCell => ({
    value,
    shown: place ? (
      <FigureButton onClick={() => setPressed(place)}>{number(value)}</FigureButton>
    ) : (
      `${signed && value > 0 ? '+' : ''}${number(value)}`
    ),
  });
  const lines: readonly FigureLine[] = table.lines.map(({ values, figures }) => ({
    key: values.join('\n'),
    of: valueText(values),
    figures: figures.map(cell),
  }));
  const total: FigureLine = {
    key: 'total',
    of: ofTable.map((_, place) => (place === 0 ? t('total') : '')),
    figures: table.total.map(cell),
  };

  const leading = now.rows.toSorted((one, other) => now.count(other) - now.count(one))[0];
  const summary = [
    t('plot.total', { what: counted, total: number(now.count()) }),
    leading !== undefined && t('plot.most', { what: words(first, leading), most: number(now.count(leading)) }),
    before && t('plot.change', { before: number(before.count()), now: number(now.count()) }),
    !whole && t('plot.part'),
  ]
    .filter((text) => typeof text === 'string')
    .join(' ');
  const about = [
    { label: t('explain.counted'), value: counted },
    { label: t('explain.rule'), value: rule },
    { label: t('period.label'), value: periodText(question) },
    { label: t('explain.knownAt'), value: dateTime(now.knownAt) },
    ...(before ? [{ label: t('explain.comparedWith'), value: dateTime(before.knownAt) }] : []),
    { label: t('explain.source'), value: t('explain.sourceText') },
  ];
  const file = `tirek-${question.unit}-${question.by.join('-')}-${now.knownAt.slice(0, 10)}`;
  const explained =
    pressed &&
    explain(pressed, question, now, before, { t, words, dimension: (one) => code('dimension', one), periodText });
  return (
    <>
      <Panel title={title}>
        <FigurePlot
          chart={chart}
          title={title}
          summary={summary}
          notes={about.map(({ label, value }) => `${label}: ${value}`)}
          file={file}
          onPick={(key) => setPressed(placeOf(key))}
        />
        <FigureTable
          caption={t('tableHint')}
          of={ofTable.map((one) => code('dimension', one))}
          heads={heads}
          lines={lines}
          total={total}
          file={{
            name: file,
            about,
            knownAt: now.knownAt,
            address: apiAddress('/statistics', parametersOf({ ...question, knownAt: now.knownAt })),
          }}
        />
        {table.unchanged > 0 && (
          <Text mt="sm" c="dimmed">
            {t('unchanged', { unchanged: number(table.unchanged) })}
          </Text>
        )}
        <Text mt="md" size="sm" c="dimmed" maw="48rem">
          {rule} {knownAt}. {isPeriod(first) ? t('empties') : t('order')}
        </Text>
      </Panel>
      {pressed && explained && (
        <FigureDialog figure={{ ...explained, counted, rule }} onClose={() => setPressed(undefined)} />
      )}
    </>
  );
}
