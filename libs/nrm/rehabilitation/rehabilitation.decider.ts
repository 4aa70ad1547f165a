import { againstRule, unknownItem, wrongState, type Decider, type Decision } from '#kernel';
import { checkDate, checkGoalIds, present } from '#nrm/codes';
import type {
  CloseCase,
  PlanRehabilitation,
  ProgressGoal,
  RecordFollowUp,
  RehabilitationCommand,
  ReopenCase,
} from './rehabilitation.commands.js';
import type { RehabilitationEvent } from './rehabilitation.events.js';

/** What is known of a rehabilitation, and of whether the case is closed, when the next step is decided. */
export interface RehabilitationState {
  /** The goals of the present plan and the last progress on each, if any. */
  readonly goals: ReadonlyMap<string, { readonly status: string; readonly on: string } | undefined>;
  readonly closed: boolean;
  /** When it was last closed or reopened. */
  readonly changedOn?: string;
}

type RehabilitationDecision = Decision<RehabilitationEvent>;

const reopenFirst = () => wrongState('A closed case is reopened before its plan goes on.');

function planRehabilitation(command: PlanRehabilitation, state: RehabilitationState): RehabilitationDecision {
  const { caseId, organisationId, goals } = command;
  if (state.closed) return reopenFirst();
  return (
    checkGoalIds(goals) ?? [{ type: 'RehabilitationPlanned', data: { caseId, organisationId, goals: [...goals] } }]
  );
}

function progressGoal(command: ProgressGoal, state: RehabilitationState): RehabilitationDecision {
  const { today, caseId, goalId, status, on, note } = command;
  if (state.closed) return reopenFirst();
  if (!state.goals.has(goalId)) return unknownItem('The present plan has no goal with this label.');
  const last = state.goals.get(goalId);
  if (last?.status === status && last.on === on && note === undefined) return [];
  return (
    checkDate(on, { today, pointer: '/on' }) ?? [
      { type: 'GoalProgressed', data: present({ caseId, goalId, status, on, note, late: on < today }) },
    ]
  );
}

function recordFollowUp(command: RecordFollowUp): RehabilitationDecision {
  const { today, caseId, on, situation, nextOn, note } = command;
  const refused = checkDate(on, { today, pointer: '/on' });
  if (refused) return refused;
  if (nextOn !== undefined && nextOn <= on) {
    return againstRule('The next follow-up lies after this one.', '/nextOn');
  }
  return [{ type: 'FollowUpRecorded', data: present({ caseId, on, situation, nextOn, note, late: on < today }) }];
}

function closeCase(command: CloseCase, state: RehabilitationState): RehabilitationDecision {
  const { today, caseId, reason, on, identifiedOn, referralsUnderWay } = command;
  if (state.closed) return wrongState('The case is already closed.');
  if (referralsUnderWay > 0) return wrongState('A case with a referral under way is not closed.');
  const notBefore = state.changedOn !== undefined && state.changedOn > identifiedOn ? state.changedOn : identifiedOn;
  return (
    checkDate(on, { today, notBefore, pointer: '/on' }) ?? [
      { type: 'CaseClosed', data: { caseId, reason, on, late: on < today } },
    ]
  );
}

function reopenCase(command: ReopenCase, state: RehabilitationState): RehabilitationDecision {
  const { today, caseId, reason, on } = command;
  if (!state.closed) return wrongState('Only a closed case is reopened.');
  return (
    checkDate(on, { today, notBefore: state.changedOn, pointer: '/on' }) ?? [
      { type: 'CaseReopened', data: { caseId, reason, on, late: on < today } },
    ]
  );
}

function decide(command: RehabilitationCommand, state: RehabilitationState): RehabilitationDecision {
  switch (command.type) {
    case 'PlanRehabilitation':
      return planRehabilitation(command, state);
    case 'ProgressGoal':
      return progressGoal(command, state);
    case 'RecordFollowUp':
      return recordFollowUp(command);
    case 'CloseCase':
      return closeCase(command, state);
    case 'ReopenCase':
      return reopenCase(command, state);
    default:
      return command satisfies never;
  }
}

function evolve(state: RehabilitationState, event: RehabilitationEvent): RehabilitationState {
  switch (event.type) {
    case 'RehabilitationPlanned':
      return { ...state, goals: new Map(event.data.goals.map(({ goalId }) => [goalId, state.goals.get(goalId)])) };
    case 'GoalProgressed': {
      const { goalId, status, on } = event.data;
      return { ...state, goals: new Map(state.goals).set(goalId, { status, on }) };
    }
    case 'FollowUpRecorded':
      return state;
    case 'CaseClosed':
      return { ...state, closed: true, changedOn: event.data.on };
    case 'CaseReopened':
      return { ...state, closed: false, changedOn: event.data.on };
    default:
      return event satisfies never;
  }
}

/** Rehabilitation, stream `rehabilitation-{caseId}`: planned, progressed, followed up; the case closed and reopened. */
export const rehabilitationDecider: Decider<RehabilitationCommand, RehabilitationEvent, RehabilitationState> = {
  initialState: { goals: new Map(), closed: false },
  evolve,
  decide,
};
