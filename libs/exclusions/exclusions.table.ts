import type { RecordedEvent } from '#kernel';
import type { ConsentEvent } from '#nrm/consent';
import type { ProjectionTable } from '#projections';

/** Whom a person does not want to see her file: an organisation, or one officer of it. */
export interface ExclusionRow extends Record<string, unknown> {
  readonly exclusion_id: string;
  readonly case_id: string;
  readonly organisation_id: string;
  /** The officer, wherever he works; null: the whole organisation. */
  readonly excluded_user: string | null;
}

const exclusionIn = (event: RecordedEvent) => {
  const { type, data } = event as unknown as ConsentEvent;
  return type === 'ExclusionRecorded' || type === 'ExclusionLifted' ? data : undefined;
};

/** The exclusions in force, beside the lists of a read model that names cases. */
export const exclusions: ProjectionTable<ExclusionRow> = {
  name: 'exclusions',
  columns: `
    exclusion_id uuid NOT NULL,
    case_id uuid NOT NULL,
    organisation_id uuid NOT NULL,
    excluded_user text`,
  // not by the exclusion alone: callers choose ids, and nobody's exclusion may meet another case's
  groupBy: 'case_id',
  indexes: ['organisation_id', 'excluded_user'],
  groups(event) {
    const about = exclusionIn(event);
    return about ? [about.caseId] : [];
  },
  evolve(rows, recorded) {
    const event = recorded as unknown as ConsentEvent;
    if (event.type !== 'ExclusionRecorded' && event.type !== 'ExclusionLifted') return rows;
    const others = rows.filter(({ exclusion_id }) => exclusion_id !== event.data.exclusionId);
    if (event.type === 'ExclusionLifted') return others;
    const { exclusionId, caseId, organisationId, user } = event.data;
    return [
      ...others,
      { exclusion_id: exclusionId, case_id: caseId, organisation_id: organisationId, excluded_user: user ?? null },
    ];
  },
};
