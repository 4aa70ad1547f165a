import type { RecordedEvent } from '#kernel';
import type { BreakGlassEvent } from '#nrm/break-glass';
import type { ProjectionTable } from '#projections';

type BreakGlassRow = {
  break_glass_id: string;
  case_id: string;
  organisation_id: string;
  user_name: string;
  opened_at: string;
  until: string;
  outcome: string | null;
  reviewed_by: string | null;
  reviewed_at: string | null;
};

const isOne = (event: RecordedEvent): event is RecordedEvent & BreakGlassEvent =>
  event.type === 'BreakGlassOpened' || event.type === 'BreakGlassReviewed';

/** Every opening in an emergency, and what its review found. */
export const breakGlassTable: ProjectionTable<BreakGlassRow> = {
  name: 'break_glass',
  columns: `break_glass_id uuid not null, case_id uuid not null, organisation_id uuid not null, user_name text not null,
    opened_at timestamptz not null, until timestamptz not null,
    outcome text, reviewed_by text, reviewed_at timestamptz`,
  groupBy: 'break_glass_id',
  indexes: ['opened_at, break_glass_id', 'user_name, organisation_id'],
  groups: (event) => (isOne(event) ? [event.data.breakGlassId] : []),
  evolve(rows, event) {
    const recorded = event as RecordedEvent & BreakGlassEvent;
    if (recorded.type === 'BreakGlassOpened') {
      const { breakGlassId, caseId, organisationId, user, until } = recorded.data;
      return [
        {
          break_glass_id: breakGlassId,
          case_id: caseId,
          organisation_id: organisationId,
          user_name: user,
          opened_at: recorded.recordedAt,
          until,
          outcome: null,
          reviewed_by: null,
          reviewed_at: null,
        },
      ];
    }
    const { outcome } = recorded.data;
    const { actor } = recorded.metadata;
    return rows.map((row) => ({ ...row, outcome, reviewed_by: actor.user, reviewed_at: recorded.recordedAt }));
  },
};
