import * as fc from 'fast-check';
import { given } from '../../kernel/decider.testing.js';
import { anyId, anyWords, holdsForAnyHistory, id } from '../any-history.testing.js';
import {
  breakGlassDecider,
  breakGlassEvents,
  breakGlassOutcomes,
  type BreakGlassCommand,
  type BreakGlassEvent,
  type OpenBreakGlass,
  type ReviewBreakGlass,
} from './index.js';

const [breakGlassId, caseId, organisationId] = [id(1), id(2), id(3)];
const open: OpenBreakGlass = {
  type: 'OpenBreakGlass',
  breakGlassId,
  caseId,
  organisationId,
  user: 'police.bishkek',
  reason: 'W',
  hours: 2,
  now: '2026-03-10T12:00:00.000Z',
  hasPart: false,
  open: false,
  unreviewed: 2,
};
const review: ReviewBreakGlass = { type: 'ReviewBreakGlass', user: 'dpo', outcome: 'NotJustified', note: 'W' };
const opened: BreakGlassEvent = {
  type: 'BreakGlassOpened',
  data: {
    breakGlassId,
    caseId,
    organisationId,
    user: 'police.bishkek',
    reason: 'W',
    until: '2026-03-10T14:00:00.000Z',
  },
};
const reviewed: BreakGlassEvent = {
  type: 'BreakGlassReviewed',
  data: { breakGlassId, caseId, outcome: 'NotJustified', note: 'W' },
};
const nothing = given(breakGlassDecider, []);

describe('opening in an emergency', () => {
  it('is for the hours asked for', () => nothing.when(open).then([opened]));

  it('is for three hours at most, and one at least', () => {
    nothing.when({ ...open, hours: 4 }).refused('rule', '/hours');
    nothing.when({ ...open, hours: 0 }).refused('rule', '/hours');
    expect(nothing.when({ ...open, hours: 3 }).decision).toMatchObject([
      { data: { until: '2026-03-10T15:00:00.000Z' } },
    ]);
  });

  it('has a reason', () => nothing.when({ ...open, reason: '  ' }).refused('rule', '/reason'));

  it('is not for who has a part, has it open, or has three that wait for review', () => {
    nothing.when({ ...open, hasPart: true }).refused('wrong-state');
    nothing.when({ ...open, open: true }).refused('wrong-state');
    nothing.when({ ...open, unreviewed: 3 }).refused('wrong-state');
    given(breakGlassDecider, [opened]).when(open).refused('wrong-state');
  });
});

describe('its review', () => {
  const once = given(breakGlassDecider, [opened]);

  it('says what was found', () => once.when(review).then([reviewed]));

  it('is by another, once, of what there is', () => {
    once.when({ ...review, user: 'police.bishkek' }).refused('rule');
    given(breakGlassDecider, [opened, reviewed]).when(review).refused('wrong-state');
    nothing.when(review).refused('unknown-item');
  });
});

const anyUser = fc.constantFrom('a', 'b');
const anyCommand: fc.Arbitrary<BreakGlassCommand> = fc.oneof(
  fc.record({
    type: fc.constant('OpenBreakGlass' as const),
    breakGlassId: anyId,
    caseId: anyId,
    organisationId: anyId,
    user: anyUser,
    reason: fc.string(),
    hours: fc.integer({ min: -1, max: 5 }),
    now: fc
      .date({ min: new Date('2026-01-01'), max: new Date('2027-01-01'), noInvalidDate: true })
      .map((date) => date.toISOString()),
    hasPart: fc.boolean(),
    open: fc.boolean(),
    unreviewed: fc.integer({ min: 0, max: 4 }),
  }),
  fc.record({
    type: fc.constant('ReviewBreakGlass' as const),
    user: anyUser,
    outcome: fc.constantFrom(...breakGlassOutcomes),
    note: anyWords,
  }),
);

describe('any history of an opening', () => {
  it('is one opening and at most one review', () =>
    holdsForAnyHistory(breakGlassDecider, breakGlassEvents, anyCommand, (history) => {
      expect(['', 'BreakGlassOpened', 'BreakGlassOpened,BreakGlassReviewed']).toContain(
        history.map(({ type }) => type).join(','),
      );
    }));
});
