import type { EventOf } from '#kernel';
import type {
  CaseClosed,
  CaseReopened,
  FollowUpRecorded,
  GoalProgressed,
  RehabilitationPlanned,
} from './rehabilitation.events.js';

type Planned = EventOf<typeof RehabilitationPlanned>['data'];
type Progressed = EventOf<typeof GoalProgressed>['data'];
type Recorded = EventOf<typeof FollowUpRecorded>['data'];
type Closed = EventOf<typeof CaseClosed>['data'];
type Reopened = EventOf<typeof CaseReopened>['data'];

/** Plans which rights are to be restored. A goal's description is personal. */
export interface PlanRehabilitation {
  readonly type: 'PlanRehabilitation';
  readonly caseId: string;
  readonly organisationId: string;
  readonly goals: readonly Readonly<Planned['goals'][number]>[];
  /** Local date of the country. */
  readonly today: string;
}

/** Records how far a goal of the plan is. `note` is personal. */
export interface ProgressGoal {
  readonly type: 'ProgressGoal';
  readonly caseId: string;
  readonly goalId: string;
  readonly status: Progressed['status'];
  readonly on: string;
  readonly note?: string;
  /** Local date of the country. */
  readonly today: string;
}

/** Records how she is, on a closed case too. `note` is personal. */
export interface RecordFollowUp {
  readonly type: 'RecordFollowUp';
  readonly caseId: string;
  readonly on: string;
  readonly situation: Recorded['situation'];
  /** When to ask again; after `on`. */
  readonly nextOn?: string;
  readonly note?: string;
  /** Local date of the country. */
  readonly today: string;
}

/** Closes the case. */
export interface CloseCase {
  readonly type: 'CloseCase';
  readonly caseId: string;
  readonly reason: Closed['reason'];
  readonly on: string;
  /** When she was identified. */
  readonly identifiedOn: string;
  /** How many referrals of the case are not over. */
  readonly referralsUnderWay: number;
  /** Local date of the country. */
  readonly today: string;
}

/** Opens a closed case again. */
export interface ReopenCase {
  readonly type: 'ReopenCase';
  readonly caseId: string;
  readonly reason: Reopened['reason'];
  readonly on: string;
  /** Local date of the country. */
  readonly today: string;
}

/** What can be asked of `rehabilitation-{caseId}`. */
export type RehabilitationCommand = PlanRehabilitation | ProgressGoal | RecordFollowUp | CloseCase | ReopenCase;
