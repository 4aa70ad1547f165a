import { Text } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Flows, PathStage } from '../api/answers.js';
import type { Chart } from '../components/figure-chart.js';
import type { FigureExplanation } from '../components/figure-dialog.js';
import { FigurePlot } from '../components/figure-plot.js';
import { FigureTable } from '../components/figure-table.js';
import { useCode, useFormats } from '../i18n/index.js';
import { apiAddress } from '../statistics/address.js';
import { share } from '../statistics/crosstab.js';
import type { Days } from '../statistics/period-fields.js';
import { usePeriodText } from '../statistics/use-period-text.js';
import { FiguresPanel } from './figures-panel.js';
import type { AnswerQuery } from './use-answer.js';
import { useExplained } from './use-explained.js';
import { useTableFile } from './use-table-file.js';

/** Of those who came to a stage: who went on, who is still there, who left. */
const parts = ['wentOn', 'still', 'left'] as const;
type Part = (typeof parts)[number];

/** A stage with what became of those who came to it. */
interface Step extends PathStage, Record<Part, number> {}

const stepsOf = (stages: readonly PathStage[]): readonly Step[] =>
  stages.map((stage, place) => {
    const wentOn = stages[place + 1]?.reached ?? 0;
    return { ...stage, wentOn, still: stage.reached - stage.left - wentOn };
  });

/** How people go through the mechanism, and where and why they leave it. */
export function PathPanel({ query, days }: { readonly query: AnswerQuery<Flows>; readonly days: Days }) {
  const { t } = useTranslation('coordination');
  return (
    <FiguresPanel
      title={t('path.title')}
      query={query}
      isEmpty={({ stages }) => stages.every(({ reached }) => reached === 0)}
      none={t('path.none')}
    >
      {({ stages }, knownAt) => <Path stages={stages} knownAt={knownAt} days={days} />}
    </FiguresPanel>
  );
}

function Path({
  stages,
  knownAt,
  days,
}: {
  readonly stages: readonly PathStage[];
  readonly knownAt: string;
  readonly days: Days;
}) {
  const { t } = useTranslation(['coordination', 'statistics']);
  const code = useCode();
  const { number, dateTime } = useFormats();
  const periodText = usePeriodText();
  const { figure, explain, dialog } = useExplained();
  const fileOf = useTableFile();
  const address = apiAddress('/coordination/flows', { ...days });
  const steps = useMemo(() => stepsOf(stages), [stages]);
  const chart = useMemo<Chart>(
    () => ({
      along: 'categories',
      legend: [
        { fill: 'solid', label: t('path.wentOn') },
        { fill: 'soft', label: t('path.still') },
        { fill: 'hatched', label: t('path.left') },
      ],
      groups: [
        {
          bars: steps.map(({ stage, reached, wentOn, still, left }, place) => ({
            key: stage,
            label: code('stage', stage),
            parts: [
              { fill: 'solid', value: wentOn },
              { fill: 'soft', value: still },
              { fill: 'hatched', value: left },
            ],
            text: place === 0 ? number(reached) : `${number(reached)} (${number(share(reached, steps[0]!.reached))} %)`,
          })),
        },
      ],
    }),
    [steps, t, code, number],
  );
  const explanation = (step: Step, what: 'reached' | Part, reason?: string): FigureExplanation => ({
    title: [code('stage', step.stage), t(`path.${what}`), reason && code('closureReason', reason)]
      .filter(Boolean)
      .join(' · '),
    value: reason === undefined ? step[what] : (step.reasons[reason] ?? 0),
    counted: t('path.counted'),
    rule: t(`path.rule.${what}`),
    filters: [{ label: t('statistics:period.label'), value: periodText(days) }],
    knownAt,
    address,
  });
  const first = steps[0];
  const last = steps.at(-1);
  const left = steps.flatMap((step) => Object.keys(step.reasons).map((reason) => ({ step, reason })));
  const summary =
    first && last
      ? t('summary.path', {
          first: code('stage', first.stage),
          all: number(first.reached),
          last: code('stage', last.stage),
          reached: number(last.reached),
          percent: number(share(last.reached, first.reached)),
          left: number(steps.reduce((sum, step) => sum + step.left, 0)),
        })
      : '';
  return (
    <>
      <FigurePlot
        chart={chart}
        title={t('path.title')}
        summary={summary}
        notes={[`${periodText(days)}. ${dateTime(knownAt)}.`, t('path.rule.reached'), t('path.rule.left')]}
        file={`tirek-path-${knownAt.slice(0, 10)}`}
        onPick={(stage) => {
          const step = steps.find((one) => one.stage === stage);
          if (step) explain(explanation(step, 'reached'));
        }}
      />
      <FigureTable
        caption={t('path.table')}
        of={[t('path.stage')]}
        heads={[t('path.reached'), ...parts.map((part) => t(`path.${part}`))]}
        lines={steps.map((step) => ({
          key: step.stage,
          of: [code('stage', step.stage)],
          figures: (['reached', ...parts] as const).map((what) => figure(explanation(step, what))),
        }))}
        file={fileOf({
          name: 'path',
          counted: t('path.counted'),
          rules: (['reached', ...parts] as const).map((what) => t(`path.rule.${what}`)),
          days,
          knownAt,
          address,
        })}
      />
      {left.length > 0 && (
        <>
          <Text mt="lg" mb="xs" maw="42rem">
            {t('path.notAlwaysALoss')}
          </Text>
          <FigureTable
            caption={t('path.why')}
            of={[t('path.stage'), t('path.reason')]}
            heads={[t('path.left')]}
            lines={left.map(({ step, reason }) => ({
              key: `${step.stage} ${reason}`,
              of: [code('stage', step.stage), code('closureReason', reason)],
              figures: [figure(explanation(step, 'left', reason))],
            }))}
            file={fileOf({
              name: 'path-left',
              counted: t('path.counted'),
              rules: [t('path.rule.left')],
              days,
              knownAt,
              address,
            })}
          />
        </>
      )}
      {dialog}
    </>
  );
}
