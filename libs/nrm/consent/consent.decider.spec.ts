import * as fc from 'fast-check';
import { fieldGroups } from '#kernel';
import { consentForms, consentPurposes } from '#nrm/codes';
import { given } from '../../kernel/decider.testing.js';
import { anyDate, anyId, holdsForAnyHistory, id } from '../any-history.testing.js';
import { consentDecider, consentEvents, type ConsentCommand, type ConsentEvent, type GiveConsent } from './index.js';

const today = '2026-03-10';
const caseId = id(1);
const consentId = id(2);
const give: GiveConsent = {
  type: 'GiveConsent',
  caseId,
  consentId,
  purpose: 'Referral',
  recipients: [id(5), id(4), id(5)],
  fieldGroups: ['Needs', 'Contact', 'Needs'],
  language: 'ky',
  form: 'Oral',
  textVersion: '1',
  givenOn: '2026-03-08',
  today,
};
const said: ConsentEvent = {
  type: 'ConsentGiven',
  data: {
    caseId,
    consentId,
    purpose: 'Referral',
    recipients: [id(4), id(5)],
    fieldGroups: ['Contact', 'Needs'],
    language: 'ky',
    form: 'Oral',
    textVersion: '1',
    givenOn: '2026-03-08',
    late: true,
  },
};
const withdraw: ConsentCommand = { type: 'WithdrawConsent', caseId, consentId, on: '2026-03-09', today };
const withdrawn: ConsentEvent = {
  type: 'ConsentWithdrawn',
  data: { caseId, consentId, on: '2026-03-09', late: true },
};

describe('giving consent', () => {
  const nothing = given(consentDecider, []);

  it('names recipients and groups of fields in order, each once', () => nothing.when(give).then([said]));

  it('is today at the latest', () => {
    nothing.when({ ...give, givenOn: '2026-03-11' }).refused('rule', '/givenOn');
    expect(nothing.when({ ...give, givenOn: today }).decision).toMatchObject([{ data: { late: false } }]);
  });

  it('happens once under an id', () => {
    given(consentDecider, [said]).when(give).refused('wrong-state');
    given(consentDecider, [said, withdrawn]).when(give).refused('wrong-state');
    expect(given(consentDecider, [said]).when({ ...give, consentId: id(3) }).decision).toHaveLength(1);
  });
});

describe('withdrawing consent', () => {
  const consented = given(consentDecider, [said]);

  it('is recorded', () => consented.when(withdraw).then([withdrawn]));

  it('needs a consent', () => {
    given(consentDecider, []).when(withdraw).refused('unknown-item');
    consented.when({ ...withdraw, consentId: id(3) }).refused('unknown-item');
  });

  it('is not before it was given, nor in the future', () => {
    consented.when({ ...withdraw, on: '2026-03-07' }).refused('rule', '/on');
    expect(consented.when({ ...withdraw, on: '2026-03-08' }).decision).toHaveLength(1);
    expect(consented.when({ ...withdraw, on: today }).decision).toMatchObject([{ data: { late: false } }]);
    consented.when({ ...withdraw, on: '2026-03-11' }).refused('rule', '/on');
  });

  it('twice is once', () => given(consentDecider, [said, withdrawn]).when(withdraw).nothing());
});

const anyCommand: fc.Arbitrary<ConsentCommand> = fc.oneof(
  fc.record({
    type: fc.constant('GiveConsent' as const),
    caseId: anyId,
    consentId: anyId,
    purpose: fc.constantFrom(...consentPurposes),
    recipients: fc.array(anyId, { minLength: 1, maxLength: 4 }),
    fieldGroups: fc.array(fc.constantFrom(...fieldGroups), { minLength: 1, maxLength: 4 }),
    language: fc.constant('ky'),
    form: fc.constantFrom(...consentForms),
    textVersion: fc.constant('1'),
    givenOn: anyDate,
    today: anyDate,
  }),
  fc.record({
    type: fc.constant('WithdrawConsent' as const),
    caseId: anyId,
    consentId: anyId,
    on: anyDate,
    today: anyDate,
  }),
);

describe('any history of consents', () => {
  it('gives each once, and withdraws each at most once, after it was given', () =>
    holdsForAnyHistory(consentDecider, consentEvents, anyCommand, (history) => {
      const open = new Map<string, string>();
      const over = new Set<string>();
      for (const { type, data } of history) {
        expect(over.has(data.consentId)).toBe(false);
        if (type === 'ConsentGiven') {
          expect(open.has(data.consentId)).toBe(false);
          open.set(data.consentId, data.givenOn);
        } else {
          expect(data.on >= (open.get(data.consentId) ?? 'never')).toBe(true);
          over.add(data.consentId);
        }
      }
    }));
});
