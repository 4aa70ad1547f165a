import { Type } from 'typebox';
import { defineEvent, personal, type EventOf } from '#kernel';
import {
  closureReasons,
  code,
  date,
  followUpSituations,
  goalStatuses,
  label,
  reopeningReasons,
  rights,
  uuid,
} from '#nrm/codes';

/** Which rights are to be restored. A later plan replaces an earlier one; goals kept under the same label keep their progress. */
export const RehabilitationPlanned = defineEvent('RehabilitationPlanned', {
  caseId: uuid,
  organisationId: uuid,
  goals: Type.Array(
    Type.Object(
      { goalId: label, right: code(rights), description: personal('ServicesContent') },
      { additionalProperties: false },
    ),
    { minItems: 1 },
  ),
});

export const GoalProgressed = defineEvent(
  'GoalProgressed',
  {
    caseId: uuid,
    goalId: label,
    status: code(goalStatuses),
    on: date,
    note: Type.Optional(personal('ServicesContent')),
    late: Type.Boolean(),
  },
  { occurredOn: 'on' },
);

/** Somebody asked how she is. The holder records it on a closed case too, without reopening it. */
export const FollowUpRecorded = defineEvent(
  'FollowUpRecorded',
  {
    caseId: uuid,
    on: date,
    situation: code(followUpSituations),
    /** When to ask again. */
    nextOn: Type.Optional(date),
    note: Type.Optional(personal('ServicesContent')),
    late: Type.Boolean(),
  },
  { occurredOn: 'on' },
);

export const CaseClosed = defineEvent(
  'CaseClosed',
  { caseId: uuid, reason: code(closureReasons), on: date, late: Type.Boolean() },
  { occurredOn: 'on' },
);

export const CaseReopened = defineEvent(
  'CaseReopened',
  { caseId: uuid, reason: code(reopeningReasons), on: date, late: Type.Boolean() },
  { occurredOn: 'on' },
);

export const rehabilitationEvents = [
  RehabilitationPlanned,
  GoalProgressed,
  FollowUpRecorded,
  CaseClosed,
  CaseReopened,
] as const;
export type RehabilitationEvent = EventOf<(typeof rehabilitationEvents)[number]>;
