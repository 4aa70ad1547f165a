import * as fc from 'fast-check';
import { closureReasons, followUpSituations, goalStatuses, reopeningReasons, rights } from '#nrm/codes';
import { given } from '../../kernel/decider.testing.js';
import { anyDate, anyId, anyWords, holdsForAnyHistory, id } from '../any-history.testing.js';
import {
  rehabilitationDecider,
  rehabilitationEvents,
  type CloseCase,
  type PlanRehabilitation,
  type ProgressGoal,
  type RecordFollowUp,
  type RehabilitationCommand,
  type RehabilitationEvent,
  type ReopenCase,
} from './index.js';

const today = '2026-03-10';
const [caseId, organisationId] = [id(1), id(2)];
const goal = (goalId: string) => ({ goalId, right: 'Housing' as const, description: 'W' });
const plan = (...labels: string[]): PlanRehabilitation => ({
  type: 'PlanRehabilitation',
  caseId,
  organisationId,
  goals: labels.map(goal),
  today,
});
const planned = (...labels: string[]): RehabilitationEvent => ({
  type: 'RehabilitationPlanned',
  data: { caseId, organisationId, goals: labels.map(goal) },
});
const progress: ProgressGoal = {
  type: 'ProgressGoal',
  caseId,
  goalId: 'r1',
  status: 'Achieved',
  on: '2026-03-09',
  today,
};
const progressed: RehabilitationEvent = {
  type: 'GoalProgressed',
  data: { caseId, goalId: 'r1', status: 'Achieved', on: '2026-03-09', late: true },
};
const followUp: RecordFollowUp = { type: 'RecordFollowUp', caseId, on: '2026-03-09', situation: 'Stable', today };
const close: CloseCase = {
  type: 'CloseCase',
  caseId,
  reason: 'Reintegrated',
  on: '2026-03-08',
  identifiedOn: '2026-03-05',
  referralsUnderWay: 0,
  today,
};
const closed: RehabilitationEvent = {
  type: 'CaseClosed',
  data: { caseId, reason: 'Reintegrated', on: '2026-03-08', late: true },
};
const reopen: ReopenCase = { type: 'ReopenCase', caseId, reason: 'ReturnedForHelp', on: '2026-03-09', today };
const reopened: RehabilitationEvent = {
  type: 'CaseReopened',
  data: { caseId, reason: 'ReturnedForHelp', on: '2026-03-09', late: true },
};
const nothing = given(rehabilitationDecider, []);

describe('planning rehabilitation', () => {
  it('names the rights to restore', () => nothing.when(plan('r1', 'r2')).then([planned('r1', 'r2')]));

  it('gives each goal a label of its own', () =>
    nothing.when(plan('r1', 'r2', 'r1')).refused('rule', '/goals/2/goalId'));

  it('is not done on a closed case, and again on a reopened one', () => {
    given(rehabilitationDecider, [closed]).when(plan('r1')).refused('wrong-state');
    given(rehabilitationDecider, [closed, reopened])
      .when(plan('r1'))
      .then([planned('r1')]);
  });
});

describe('progress on a goal', () => {
  const withPlan = given(rehabilitationDecider, [planned('r1', 'r2')]);

  it('is recorded', () => withPlan.when(progress).then([progressed]));

  it('needs the goal in the present plan', () => {
    nothing.when(progress).refused('unknown-item');
    withPlan.when({ ...progress, goalId: 'r3' }).refused('unknown-item');
    withPlan.when({ ...progress, goalId: 'toString' }).refused('unknown-item');
    given(rehabilitationDecider, [planned('r1'), planned('r2')])
      .when(progress)
      .refused('unknown-item');
  });

  it('is not in the future', () => {
    withPlan.when({ ...progress, on: '2026-03-11' }).refused('rule', '/on');
    expect(withPlan.when({ ...progress, on: today }).decision).toMatchObject([{ data: { late: false } }]);
  });

  it('of the same status on the same day is nothing, unless something is noted', () => {
    const then = given(rehabilitationDecider, [planned('r1'), progressed]);
    then.when(progress).nothing();
    expect(then.when({ ...progress, note: 'W' }).decision).toMatchObject([{ data: { note: 'W' } }]);
    expect(then.when({ ...progress, on: today }).decision).toHaveLength(1);
    expect(then.when({ ...progress, status: 'Dropped' }).decision).toHaveLength(1);
  });

  it('is kept by a goal that a later plan keeps', () => {
    given(rehabilitationDecider, [planned('r1'), progressed, planned('r1', 'r2')])
      .when(progress)
      .nothing();
    expect(
      given(rehabilitationDecider, [planned('r1'), progressed, planned('r2'), planned('r1')]).when(progress).decision,
    ).toHaveLength(1);
  });

  it('is not recorded on a closed case', () =>
    given(rehabilitationDecider, [planned('r1'), closed])
      .when(progress)
      .refused('wrong-state'));
});

describe('a follow-up', () => {
  it('is recorded, on a closed case too', () => {
    const recorded: RehabilitationEvent = {
      type: 'FollowUpRecorded',
      data: { caseId, on: '2026-03-09', situation: 'Stable', late: true },
    };
    nothing.when(followUp).then([recorded]);
    given(rehabilitationDecider, [closed]).when(followUp).then([recorded]);
  });

  it('is not in the future', () => {
    nothing.when({ ...followUp, on: '2026-03-11' }).refused('rule', '/on');
    expect(nothing.when({ ...followUp, on: today }).decision).toMatchObject([{ data: { late: false } }]);
  });

  it('comes before the next one', () => {
    nothing.when({ ...followUp, nextOn: '2026-03-09' }).refused('rule', '/nextOn');
    expect(nothing.when({ ...followUp, nextOn: '2026-03-10' }).decision).toMatchObject([
      { data: { nextOn: '2026-03-10' } },
    ]);
  });
});

describe('closing a case', () => {
  it('is recorded', () => nothing.when(close).then([closed]));

  it('waits for every referral under way', () =>
    nothing.when({ ...close, referralsUnderWay: 1 }).refused('wrong-state'));

  it('is not before the identification, nor in the future', () => {
    nothing.when({ ...close, on: '2026-03-04' }).refused('rule', '/on');
    expect(nothing.when({ ...close, on: '2026-03-05' }).decision).toHaveLength(1);
    expect(nothing.when({ ...close, on: today }).decision).toMatchObject([{ data: { late: false } }]);
    nothing.when({ ...close, on: '2026-03-11' }).refused('rule', '/on');
  });

  it('happens once, until it is reopened', () => {
    given(rehabilitationDecider, [closed]).when(close).refused('wrong-state');
    const again = given(rehabilitationDecider, [closed, reopened]);
    expect(again.when({ ...close, on: '2026-03-09' }).decision).toHaveLength(1);
    again.when(close).refused('rule', '/on');
  });
});

describe('reopening a case', () => {
  it('needs a closed one', () => {
    nothing.when(reopen).refused('wrong-state');
    given(rehabilitationDecider, [closed, reopened]).when(reopen).refused('wrong-state');
    given(rehabilitationDecider, [closed]).when(reopen).then([reopened]);
  });

  it('is not before it was closed, nor in the future', () => {
    const then = given(rehabilitationDecider, [closed]);
    then.when({ ...reopen, on: '2026-03-07' }).refused('rule', '/on');
    expect(then.when({ ...reopen, on: '2026-03-08' }).decision).toHaveLength(1);
    expect(then.when({ ...reopen, on: today }).decision).toMatchObject([{ data: { late: false } }]);
    then.when({ ...reopen, on: '2026-03-11' }).refused('rule', '/on');
  });
});

const anyLabel = fc.constantFrom('r1', 'r2', '__proto__', 'toString');
const anyCommand: fc.Arbitrary<RehabilitationCommand> = fc.oneof(
  fc.record({
    type: fc.constant('PlanRehabilitation' as const),
    caseId: anyId,
    organisationId: anyId,
    goals: fc.array(fc.record({ goalId: anyLabel, right: fc.constantFrom(...rights), description: fc.string() }), {
      minLength: 1,
      maxLength: 3,
    }),
    today: anyDate,
  }),
  fc.record({
    type: fc.constant('ProgressGoal' as const),
    caseId: anyId,
    goalId: anyLabel,
    status: fc.constantFrom(...goalStatuses),
    on: anyDate,
    note: anyWords,
    today: anyDate,
  }),
  fc.record({
    type: fc.constant('RecordFollowUp' as const),
    caseId: anyId,
    on: anyDate,
    situation: fc.constantFrom(...followUpSituations),
    nextOn: fc.option(anyDate, { nil: undefined }),
    note: anyWords,
    today: anyDate,
  }),
  fc.record({
    type: fc.constant('CloseCase' as const),
    caseId: anyId,
    reason: fc.constantFrom(...closureReasons),
    on: anyDate,
    identifiedOn: anyDate,
    referralsUnderWay: fc.integer({ min: 0, max: 1 }),
    today: anyDate,
  }),
  fc.record({
    type: fc.constant('ReopenCase' as const),
    caseId: anyId,
    reason: fc.constantFrom(...reopeningReasons),
    on: anyDate,
    today: anyDate,
  }),
);

describe('any history of a rehabilitation', () => {
  it('closes and reopens in turn and in order of dates, and progresses only goals of the present plan', () =>
    holdsForAnyHistory(rehabilitationDecider, rehabilitationEvents, anyCommand, (history) => {
      let isClosed = false;
      let changedOn = '';
      let labels: string[] = [];
      for (const { type, data } of history) {
        if (type === 'RehabilitationPlanned') labels = data.goals.map(({ goalId }) => goalId);
        if (type === 'GoalProgressed') expect(labels).toContain(data.goalId);
        if (type === 'RehabilitationPlanned' || type === 'GoalProgressed') expect(isClosed).toBe(false);
        if (type === 'CaseClosed' || type === 'CaseReopened') {
          expect(isClosed).toBe(type === 'CaseReopened');
          expect(data.on >= changedOn).toBe(true);
          isClosed = !isClosed;
          changedOn = data.on;
        }
      }
    }));
});
