import type { Period } from './question.js';

const perYear: Readonly<Record<Period, number>> = { month: 12, quarter: 4, year: 1 };

/** `2022-04`, `2022-Q2` or `2022` as a number that grows by one from each to the next. */
function placeOf(period: Period, value: string): number {
  const [year, part = '1'] = value.split(/-Q?/);
  return Number(year) * perYear[period] + Number(part) - 1;
}

function valueAt(period: Period, place: number): string {
  const year = String(Math.floor(place / perYear[period])).padStart(4, '0');
  const part = (place % perYear[period]) + 1;
  if (period === 'year') return year;
  return period === 'quarter' ? `${year}-Q${part}` : `${year}-${String(part).padStart(2, '0')}`;
}

/** From the first to the last of them, none left out: a month in which nothing happened is a zero, not a gap. */
export function withoutGaps(period: Period, values: readonly string[]): readonly string[] {
  if (values.length === 0) return [];
  const places = values.map((value) => placeOf(period, value));
  const first = Math.min(...places);
  return Array.from({ length: Math.max(...places) - first + 1 }, (_, more) => valueAt(period, first + more));
}

/** How a moment is written below an axis: its number within the year, and the year where one begins. */
export function tickOf(period: Period, value: string): { readonly part: string; readonly year: string | undefined } {
  const [year = '', part = ''] = value.split(/-Q?/);
  if (period === 'year') return { part: year, year };
  return { part: String(Number(part)), year: Number(part) === 1 ? year : undefined };
}
