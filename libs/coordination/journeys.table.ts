import { caseOf } from '#kernel';
import type { AssistanceEvent } from '#nrm/assistance';
import { type Stage, stages } from '#nrm/codes';
import type { IdentificationEvent } from '#nrm/identification';
import type { ReferralEvent } from '#nrm/referral';
import type { RehabilitationEvent } from '#nrm/rehabilitation';
import type { ProjectionTable } from '#projections';

/** How far a case got on the path. */
export interface JourneyRow extends Record<string, unknown> {
  readonly case_id: string;
  readonly identified_on: string;
  /** The furthest stage it ever reached; closing is not a stage of the path. */
  readonly furthest: Stage;
  /** Null: open. */
  readonly closed_reason: string | null;
  readonly exercise: boolean;
}

type JourneyEvent = IdentificationEvent | ReferralEvent | AssistanceEvent | RehabilitationEvent;

const reaches = (row: JourneyRow, stage: Stage): JourneyRow =>
  stages.indexOf(stage) > stages.indexOf(row.furthest) ? { ...row, furthest: stage } : row;

function after(row: JourneyRow, event: JourneyEvent): JourneyRow {
  switch (event.type) {
    case 'IdentificationCorrected':
      return { ...row, identified_on: event.data.after.identifiedOn ?? row.identified_on };
    case 'ReferralSent':
      return reaches(row, 'Referred');
    case 'ReferralHandedOver':
    case 'AssistancePlanned':
    case 'ServiceDelivered':
      return reaches(row, 'InAssistance');
    case 'RehabilitationPlanned':
      return reaches(row, 'InRehabilitation');
    case 'CaseClosed':
      return { ...row, closed_reason: event.data.reason };
    case 'CaseReopened':
      return { ...row, closed_reason: null };
    default:
      return row;
  }
}

/** One row for each case. */
export const journeys: ProjectionTable<JourneyRow> = {
  name: 'cases',
  columns: `
    case_id uuid NOT NULL,
    identified_on date NOT NULL,
    furthest text NOT NULL,
    closed_reason text,
    exercise boolean NOT NULL`,
  groupBy: 'case_id',
  indexes: ['identified_on'],
  groups: (event) => [caseOf(event) ?? []].flat(),
  evolve(rows, recorded) {
    const event = recorded as unknown as JourneyEvent;
    const [row] = rows;
    if (event.type !== 'IdentificationLogged') {
      if (!row) return rows;
      const changed = after(row, event);
      return changed === row ? rows : [changed];
    }
    const { caseId, identifiedOn } = event.data;
    return [
      {
        case_id: caseId,
        identified_on: identifiedOn,
        furthest: 'Identified',
        closed_reason: null,
        exercise: recorded.metadata.exercise,
      },
    ];
  },
};
