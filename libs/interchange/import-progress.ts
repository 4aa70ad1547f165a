import type { RowError } from './htcds-row.js';

/** A known case with other values than before: those of `columns`. */
interface Correction {
  /** Absent in reports of before reads were recorded. */
  readonly caseId?: string;
  readonly caseNumber: string;
  readonly columns: readonly string[];
}

/** What became of one row. */
export type RowOutcome =
  | { readonly kind: 'taken' | 'unchanged' }
  | ({ readonly kind: 'corrected' } & Correction)
  | { readonly kind: 'refused'; readonly errors: readonly RowError[] };

/** How far an import is, and what it has to report. */
export interface ImportProgress {
  /** The last line that is done, with every line before it. */
  readonly line: number;
  /** Bytes of the file that are done. */
  readonly bytes: number;
  readonly read: number;
  readonly taken: number;
  readonly unchanged: number;
  readonly corrected: number;
  readonly refused: number;
  /** The first refusals and corrections, up to `listed` of each. */
  readonly refusals: readonly { readonly line: number; readonly column: string; readonly reason: string }[];
  readonly corrections: readonly ({ readonly line: number } & Correction)[];
}

/** How many refusals and corrections a report lists; all of them are counted. */
export const listed = 1000;

export const noProgress: ImportProgress = {
  line: 0,
  bytes: 0,
  read: 0,
  taken: 0,
  unchanged: 0,
  corrected: 0,
  refused: 0,
  refusals: [],
  corrections: [],
};

/** The progress after one more row, that ends at byte `end` of the file. */
export function withRow(
  progress: ImportProgress,
  { line, end }: { readonly line: number; readonly end: number },
  outcome: RowOutcome,
): ImportProgress {
  const next = {
    ...progress,
    line,
    bytes: end,
    read: progress.read + 1,
    [outcome.kind]: progress[outcome.kind] + 1,
  };
  if (outcome.kind === 'refused') {
    return {
      ...next,
      refusals: atMostListed(
        progress.refusals,
        outcome.errors.map((error) => ({ line, ...error })),
      ),
    };
  }
  if (outcome.kind === 'corrected') {
    const { kind: _, ...correction } = outcome;
    return { ...next, corrections: atMostListed(progress.corrections, [{ line, ...correction }]) };
  }
  return next;
}

function atMostListed<T>(list: readonly T[], more: readonly T[]): readonly T[] {
  return list.length >= listed ? list : [...list, ...more].slice(0, listed);
}
