import type { Chart, ChartBar } from '../components/figure-chart.js';
import { ofBoth, type Figures } from './figures.js';
import { tickOf, withoutGaps } from './periods.js';
import { isPeriod, type Dimension } from './question.js';

/** So many categories, and groups of them, are drawn; the table has them all. */
const most = { bars: 15, groups: 6 };

/** Which bar it is: of which row and column. */
export const keyOf = (row: string, column?: string): string => (column === undefined ? row : `${row}\n${column}`);

/** The row and the column of a bar. */
export function placeOf(key: string): { readonly row: string; readonly column?: string } {
  const [row = '', column] = key.split('\n');
  return column === undefined ? { row } : { row, column };
}

/** A chart, and whether it leaves something out. */
export interface DrawnFigures {
  readonly chart: Chart;
  readonly whole: boolean;
}

/** Figures as bars: by moments from left to right, by anything else from top to bottom; a second dimension makes groups. */
export function chartOf(
  by: readonly [Dimension, Dimension?],
  now: Figures,
  before: Figures | undefined,
  words: {
    dimension(dimension: Dimension, value: string): string;
    number(value: number): string;
    readonly now: string;
    readonly before: string;
  },
): DrawnFigures {
  const [first, second] = by;
  const all = ofBoth(now.rows, before?.rows ?? []);
  const allColumns = ofBoth(now.columns, before?.columns ?? []);
  const rows = isPeriod(first) ? withoutGaps(first, all) : all.slice(0, most.bars);
  const columns = allColumns.slice(0, most.groups);
  const bar = (row: string, column?: string): ChartBar => {
    const value = now.count(row, column);
    return {
      key: keyOf(row, column),
      label: words.dimension(first, row),
      parts: [{ fill: 'solid', value }],
      text: words.number(value),
      before: before?.count(row, column),
      ...(isPeriod(first) && { tick: tickOf(first, row) }),
    };
  };
  const groups =
    second === undefined
      ? [{ bars: rows.map((row) => bar(row)) }]
      : columns.map((column) => ({
          title: words.dimension(second, column),
          bars: rows.map((row) => bar(row, column)),
        }));
  return {
    chart: {
      along: isPeriod(first) ? 'time' : 'categories',
      groups,
      legend: before
        ? [
            { fill: 'solid', label: words.now },
            { fill: 'before', label: words.before },
          ]
        : [],
    },
    whole: rows.length >= all.length && columns.length === allColumns.length,
  };
}
