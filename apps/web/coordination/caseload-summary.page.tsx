import { NativeSelect } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseloadSummary, CaseloadSummaryItem } from '../api/answers.js';
import { useMe } from '../app/session.js';
import { careRoles } from '../case/roles.js';
import { stages } from '../codes.js';
import type { Chart } from '../components/figure-chart.js';
import type { FigureExplanation } from '../components/figure-dialog.js';
import { FigurePlot } from '../components/figure-plot.js';
import { FigureTable } from '../components/figure-table.js';
import { Page } from '../components/page.js';
import { useOrganisationName } from '../directory/use-organisations.js';
import { useCode, useFormats } from '../i18n/index.js';
import { apiAddress } from '../statistics/address.js';
import { always } from '../statistics/period-fields.js';
import styles from './coordination.module.css';
import { FiguresPanel } from './figures-panel.js';
import { ResponsePanel } from './response-panel.js';
import { useAnswer } from './use-answer.js';
import { useExplained } from './use-explained.js';
import { useTableFile } from './use-table-file.js';

const dimensions = ['stage', 'region', 'holder', 'status'] as const;
type By = (typeof dimensions)[number];

/** The caseload in figures: one's own; for oversight, all of it. What is overdue stands out. */
export function CaseloadSummaryPage() {
  const { t } = useTranslation(['coordination', 'codes']);
  const code = useCode();
  const { roles } = useMe();
  const [by, setBy] = useState<By>('stage');
  const query = useAnswer<CaseloadSummary>('/caseload/summary', { by });
  const oversees = roles.some((role) => role === 'rapporteur' || role === 'analyst');
  const receives = careRoles.some((role) => roles.includes(role));
  return (
    <Page title={t('caseload.title')} lead={oversees ? t('caseload.leadAll') : t('caseload.lead')}>
      <div className={styles.fields}>
        <NativeSelect
          label={t('caseload.by')}
          value={by}
          onChange={({ currentTarget }) => setBy(currentTarget.value as By)}
          data={dimensions.map((one) => ({ value: one, label: code('summaryDimension', one) }))}
        />
      </div>
      <FiguresPanel
        title={t('caseload.cases')}
        query={query}
        isEmpty={({ total }) => total === 0}
        none={t('caseload.none')}
      >
        {(summary, knownAt) => <Summary summary={summary} by={by} knownAt={knownAt} />}
      </FiguresPanel>
      {receives && <ResponsePanel title={t('response.own')} days={always} />}
    </Page>
  );
}

/** So many lines are drawn; the table has all. */
const drawn = 15;

function Summary({
  summary,
  by,
  knownAt,
}: {
  readonly summary: CaseloadSummary;
  readonly by: By;
  readonly knownAt: string;
}) {
  const { t } = useTranslation(['coordination', 'codes', 'common']);
  const code = useCode();
  const name = useOrganisationName();
  const { number, dateTime } = useFormats();
  const { figure, explain, dialog } = useExplained();
  const fileOf = useTableFile();
  const address = apiAddress('/caseload/summary', { by });
  const rows = useMemo(() => {
    const words = (value: string): string => {
      if (value === 'Unknown') return t('common:form.unknown');
      if (by === 'holder') return name(value);
      return code(by === 'status' ? 'identificationStatus' : by, value);
    };
    const valueOf = (item: CaseloadSummaryItem): string => item[by] ?? 'Unknown';
    // stages in the order of the path, anything else the most frequent first
    const place = (item: CaseloadSummaryItem): number =>
      by === 'stage' ? stages.findIndex((stage) => stage === item.stage) : -item.count;
    return summary.items
      .toSorted((one, other) => place(one) - place(other))
      .map((item) => ({ ...item, value: valueOf(item), label: words(valueOf(item)) }));
  }, [summary, by, code, name, t]);
  const chart = useMemo<Chart>(
    () => ({
      along: 'categories',
      legend: [
        { fill: 'solid', label: t('caseload.inTime') },
        { fill: 'hatched', label: t('caseload.overdue') },
      ],
      groups: [
        {
          bars: rows.slice(0, drawn).map(({ value, label, count, overdue }) => ({
            key: value,
            label,
            parts: [
              { fill: 'solid', value: count - overdue },
              { fill: 'hatched', value: overdue },
            ],
            text: number(count),
          })),
        },
      ],
    }),
    [rows, number, t],
  );
  const explanation = (what: 'count' | 'overdue', row?: (typeof rows)[number]): FigureExplanation => ({
    title: [row?.label ?? t('caseload.total'), t(`caseload.${what}`)].join(' · '),
    value: row?.[what] ?? (what === 'count' ? summary.total : summary.overdue),
    counted: t('caseload.cases'),
    rule: t(`caseload.rule.${what}`),
    filters: row ? [{ label: code('summaryDimension', by), value: row.label }] : [],
    knownAt,
    address,
  });
  const figures = (row?: (typeof rows)[number]) => [
    figure(explanation('count', row)),
    figure(explanation('overdue', row)),
  ];
  return (
    <>
      <FigurePlot
        chart={chart}
        title={t('caseload.title')}
        summary={t('summary.caseload', { total: number(summary.total), overdue: number(summary.overdue) })}
        notes={[dateTime(knownAt), t('caseload.rule.count'), t('caseload.rule.overdue')]}
        file={`tirek-caseload-${by}-${knownAt.slice(0, 10)}`}
        onPick={(value) =>
          explain(
            explanation(
              'count',
              rows.find((row) => row.value === value),
            ),
          )
        }
      />
      <FigureTable
        caption={t('caseload.table')}
        of={[code('summaryDimension', by)]}
        heads={[t('caseload.count'), t('caseload.overdue')]}
        lines={rows.map((row) => ({ key: row.value, of: [row.label], figures: figures(row) }))}
        total={{ key: 'total', of: [t('caseload.total')], figures: figures() }}
        file={fileOf({
          name: `caseload-${by}`,
          counted: t('caseload.cases'),
          rules: [t('caseload.rule.count'), t('caseload.rule.overdue')],
          knownAt,
          address,
        })}
      />
      {dialog}
    </>
  );
}
