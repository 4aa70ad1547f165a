import type { RecordedEvent } from '#kernel';

/**
 * What every fact carries beside its own columns: when the system came to know it and until when it held it for true
 * (null: it still does). Both are recording times, so a figure can be asked as it was known at any moment.
 */
export type Known = { known_from: string; known_to: string | null };

/** Column definitions of `Known`. */
export const knownColumns = 'known_from timestamptz NOT NULL, known_to timestamptz';

/** A first version of a fact, known from an event on. */
export const known = <F extends object>(fact: F, { recordedAt }: RecordedEvent): F & Known => ({
  ...fact,
  known_from: recordedAt,
  known_to: null,
});

/**
 * The versions of a fact after an event changed it: the open one is closed, a new one opened. Changed twice in the same
 * instant, there was no moment at which the first was known.
 */
export function revise<F extends Known>(
  versions: readonly F[],
  change: Partial<F>,
  event: RecordedEvent,
): readonly F[] {
  const open = versions.find(({ known_to }) => known_to === null);
  if (!open) return versions;
  const { recordedAt } = event;
  const before = open.known_from === recordedAt ? [] : [{ ...open, known_to: recordedAt }];
  return [
    ...versions.filter((version) => version !== open),
    ...before,
    { ...open, ...change, known_from: recordedAt, known_to: null },
  ];
}

/** Training data never counts. */
export const counts = ({ metadata }: RecordedEvent): boolean => !metadata.exercise;
