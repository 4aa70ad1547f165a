import { toCsv } from '../components/figure-files.js';
import { apiAddress } from './address.js';
import type { Crosstab } from './crosstab.js';
import type { Figures } from './figures.js';
import { parametersOf, type Question } from './question.js';

/** The table as a file that says itself what is counted, by which rule, and as known when; then the table as it is seen. */
export function csvOf({
  about,
  question,
  now,
  of,
  heads,
  table,
  valueText,
  total,
}: {
  readonly about: readonly { readonly label: string; readonly value: string }[];
  readonly question: Question;
  readonly now: Figures;
  /** What stands above the values, and above the figures. */
  readonly of: readonly string[];
  readonly heads: readonly string[];
  readonly table: Crosstab;
  valueText(values: readonly string[]): readonly string[];
  /** What stands before the figures of all. */
  readonly total: string;
}): Blob {
  const lines = [
    ...about.map(({ label, value }) => [label, value]),
    ['knownAt', now.knownAt],
    ['API', apiAddress('/statistics', parametersOf({ ...question, knownAt: now.knownAt }))],
    [],
    [...of, ...heads],
    ...table.lines.map(({ values, figures }) => [...valueText(values), ...figures.map(({ value }) => value)]),
    [total, ...of.slice(1).map(() => ''), ...table.total.map(({ value }) => value)],
  ];
  return new Blob([toCsv(lines)], { type: 'text/csv;charset=utf-8' });
}
