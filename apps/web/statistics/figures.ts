import { isPeriod, type Dimension } from './question.js';

/** A cell of an answer: one value for each dimension asked for, and how many. */
export type Cell = Readonly<Record<string, string | number>>;

/** The figures of one question. */
export interface Figures {
  /** The moment whose knowledge they show. */
  readonly knownAt: string;
  /** The values of the first dimension, and of the second. */
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  /** Without a row and a column: of all. A person can be in several rows, so that rows are never added up here. */
  count(row?: string, column?: string): number;
}

const key = (row?: string, column?: string): string => JSON.stringify([row ?? null, column ?? null]);

/**
 * The figures in `cells`: those of both dimensions, of each alone, and of none. Rows and columns stand in the order of
 * time, or the most frequent first.
 */
export function figuresOf(by: readonly Dimension[], knownAt: string, cells: readonly Cell[]): Figures {
  const [first, second] = by;
  const text = (cell: Cell, dimension: Dimension | undefined): string | undefined =>
    dimension === undefined || cell[dimension] === undefined ? undefined : String(cell[dimension]);
  const counts = new Map(cells.map((cell) => [key(text(cell, first), text(cell, second)), Number(cell['count'])]));
  const count = (row?: string, column?: string): number => counts.get(key(row, column)) ?? 0;
  const valuesOf = (dimension: Dimension | undefined, of: (value: string) => number): readonly string[] => {
    if (dimension === undefined) return [];
    const values = [...new Set(cells.flatMap((cell) => text(cell, dimension) ?? []))];
    return isPeriod(dimension)
      ? values.sort()
      : values.sort((one, other) => of(other) - of(one) || one.localeCompare(other));
  };
  return {
    knownAt,
    rows: valuesOf(first, (row) => count(row)),
    columns: valuesOf(second, (column) => count(undefined, column)),
    count,
  };
}

/** All values that occur at either of two moments, those of `now` first. */
export const ofBoth = (now: readonly string[], then: readonly string[]): readonly string[] => [
  ...new Set([...now, ...then]),
];
