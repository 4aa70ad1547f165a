import { Button, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ImportAnswer } from '../api/answers.js';
import { offerCsv } from '../components/files.js';
import { Panel } from '../components/panel.js';
import { useFormats } from '../i18n/index.js';
import { useProblemText } from '../i18n/use-problem-text.js';
import { ColumnName, useColumnWords } from './column-name.js';
import styles from './imports.module.css';

/** So many lines are named on the page; all of them are in the file. */
const named = 20;
/** More than these a report does not list. */
const most = 1_000;

/** Rows that were not taken, by what is wrong in which column. */
export function Refusals({ report: { refused, refusals } }: { readonly report: ImportAnswer }) {
  const { t } = useTranslation('administration');
  const { number } = useFormats();
  const { reason } = useProblemText();
  const inWords = useColumnWords();
  if (refused === 0) return null;
  const groups = Map.groupBy(refusals, ({ column, reason }) => `${column}\n${reason}`);
  const take = () =>
    offerCsv('refused.csv', [
      [t('report.line'), t('report.column'), t('report.inWords'), t('report.reason')],
      ...refusals.map((one) => [one.line, one.column, inWords(one.column), reason(one.reason)]),
    ]);
  return (
    <Panel
      title={t('report.refused')}
      actions={
        <Button variant="default" onClick={take}>
          {t('report.download')}
        </Button>
      }
    >
      <Text c="dimmed" mb="sm">
        {t('report.refusedHint')}
      </Text>
      <ul className={styles.reasons}>
        {[...groups.entries()].map(([key, group]) => (
          <li key={key}>
            <p>
              <ColumnName name={group[0]!.column} />
            </p>
            <p>{reason(group[0]!.reason)}</p>
            <Lines lines={group.map(({ line }) => line)} />
          </li>
        ))}
      </ul>
      {refusals.length >= most && <Text>{t('report.more', { number: number(most) })}</Text>}
    </Panel>
  );
}

/** Cases that were known with other values. */
export function Corrections({ report: { dryRun, corrected, corrections } }: { readonly report: ImportAnswer }) {
  const { t } = useTranslation('administration');
  const { number } = useFormats();
  const inWords = useColumnWords();
  if (corrected === 0) return null;
  return (
    <Panel title={t(dryRun ? 'report.wouldCorrect' : 'report.corrected')}>
      <ul className={styles.reasons}>
        {corrections.map(({ line, caseNumber, columns }) => (
          <li key={line}>
            <p>{caseNumber}</p>
            <p className={styles.hint}>
              {t('report.atLine', { line: number(line) })} · {columns.map(inWords).join(', ')}
            </p>
          </li>
        ))}
      </ul>
      {corrections.length >= most && <Text>{t('report.more', { number: number(most) })}</Text>}
    </Panel>
  );
}

function Lines({ lines }: { readonly lines: readonly number[] }) {
  const { t } = useTranslation('administration');
  const { number } = useFormats();
  const more = lines.length - named;
  return (
    <p className={styles.hint}>
      {t('report.lines', { count: lines.length, lines: lines.slice(0, named).map(number).join('; ') })}
      {more > 0 && ` ${t('report.andMore', { count: more, number: number(more) })}`}
    </p>
  );
}
