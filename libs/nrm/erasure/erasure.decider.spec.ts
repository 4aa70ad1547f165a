import * as fc from 'fast-check';
import { erasureReasons } from '#nrm/codes';
import { given } from '../../kernel/decider.testing.js';
import { anyId, holdsForAnyHistory, id } from '../any-history.testing.js';
import {
  erasureDecider,
  erasureEvents,
  type EndHold,
  type ErasePerson,
  type ErasureCommand,
  type ErasureEvent,
} from './index.js';

const asked = { personId: id(1), caseId: id(2), reason: 'PersonAsked', legalGround: 'KG-Law-58-2008' } as const;
const erase: ErasePerson = { type: 'ErasePerson', ...asked, proceedingOpen: false };
const held: ErasureEvent = { type: 'ErasureHeld', data: { ...asked, hold: 'ProceedingOpen' } };
const endHold: EndHold = { type: 'EndHold', personId: id(1), caseId: id(2) };
const holdEnded: ErasureEvent = { type: 'ErasureHoldEnded', data: { personId: id(1), caseId: id(2) } };
const erased: ErasureEvent = { type: 'PersonErased', data: asked };

describe('the erasure of a person', () => {
  it('happens when it is asked for', () => given(erasureDecider, []).when(erase).then([erased]));

  it('happens once', () => given(erasureDecider, [erased]).when(erase).nothing());

  it('is held while a proceeding is open, each time it is asked for', () => {
    given(erasureDecider, [])
      .when({ ...erase, proceedingOpen: true })
      .then([held]);
    given(erasureDecider, [held])
      .when({ ...erase, proceedingOpen: true })
      .then([held]);
  });

  it('happens when the proceeding has ended', () => given(erasureDecider, [held]).when(erase).then([erased]));

  it('is told to be possible once, when what held it has ended', () => {
    given(erasureDecider, [held]).when(endHold).then([holdEnded]);
    given(erasureDecider, [held, holdEnded]).when(endHold).nothing();
    given(erasureDecider, [held, holdEnded, held]).when(endHold).then([holdEnded]);
    given(erasureDecider, []).when(endHold).nothing();
    given(erasureDecider, [held, erased]).when(endHold).nothing();
  });

  it('is not undone by a proceeding', () =>
    given(erasureDecider, [erased])
      .when({ ...erase, proceedingOpen: true })
      .nothing());
});

const anyCommand: fc.Arbitrary<ErasureCommand> = fc.oneof(
  fc.record({
    type: fc.constant('ErasePerson' as const),
    personId: anyId,
    caseId: anyId,
    reason: fc.constantFrom(...erasureReasons),
    legalGround: fc.constantFrom('KG-Law-58-2008', 'TJ-Law-1537-2018'),
    proceedingOpen: fc.boolean(),
  }),
  fc.record({ type: fc.constant('EndHold' as const), personId: anyId, caseId: anyId }),
);

describe('any history of an erasure', () => {
  it('ends with the erasure', () =>
    holdsForAnyHistory(erasureDecider, erasureEvents, anyCommand, (history) => {
      const at = history.findIndex(({ type }) => type === 'PersonErased');
      if (at !== -1) expect(at).toBe(history.length - 1);
    }));
});
