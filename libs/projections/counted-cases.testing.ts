import type { Projection, ProjectionTable } from './projection.js';

/** How many events a case has. */
export type CaseRow = { case_id: string; events: number; last_at: string; day: string; codes: string[] };

/** Counts the events of a case; every column type that needs care on its way back is in it. */
export const cases: ProjectionTable<CaseRow> = {
  name: 'cases',
  columns: 'case_id uuid NOT NULL, events integer NOT NULL, last_at timestamptz NOT NULL, day date, codes text[]',
  groupBy: 'case_id',
  indexes: ['last_at'],
  groups: ({ data }) => ('caseId' in data ? [String(data.caseId)] : []),
  evolve([row], event, case_id) {
    if (!row) {
      const { identifiedOn, exploitation } = event.data as { identifiedOn?: string; exploitation?: string[] };
      if (!exploitation) return [];
      return [{ case_id, events: 1, last_at: event.recordedAt, day: identifiedOn!, codes: exploitation }];
    }
    // an instant that came back in another spelling would not sort
    if (event.recordedAt < row.last_at) throw new Error('an event out of order');
    return [{ ...row, events: row.events + 1, last_at: event.recordedAt }];
  },
};

/** A projection for tests of the runner. */
export const counted: Projection = { name: 'counted_cases', version: 1, tables: [cases] };

/** The same, but that it throws on the second event of some streams. */
export const poisoned = (streams: readonly string[]): Projection => ({
  ...counted,
  tables: [
    {
      ...cases,
      evolve(rows, event, group) {
        if (streams.includes(event.stream) && event.revision === 1) throw new RangeError('poison');
        return cases.evolve(rows as CaseRow[], event, group);
      },
    },
  ],
});
