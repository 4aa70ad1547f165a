import { Problem } from '#kernel';

/** Local dates, both included, each optional. */
export interface Period {
  readonly from?: string;
  readonly to?: string;
}

/** Refuses a period that ends before it begins, with a Problem naming `/to`. */
export function checkPeriod({ from, to }: Period): void {
  if (from === undefined || to === undefined || from <= to) return;
  throw new Problem('malformed-request', 'The period ends before it begins.', [
    { pointer: '/to', detail: 'must not be before from' },
  ]);
}
