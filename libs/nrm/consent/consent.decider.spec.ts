import * as fc from 'fast-check';
import { fieldGroups } from '#kernel';
import { ageGroups, assents, consentForms, consentPurposes, organisationTypes } from '#nrm/codes';
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
  recordedBy: id(6),
  purpose: 'Referral',
  recipients: [id(5), id(4), id(5)],
  fieldGroups: ['Needs', 'Contact', 'Needs'],
  language: 'ky',
  form: 'Oral',
  textVersion: 'kg-draft-1',
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
    textVersion: 'kg-draft-1',
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

  it('to identification, which needs no referral, is recorded by another than who receives it', () => {
    const toItself = { ...give, recordedBy: id(4) };
    nothing.when({ ...toItself, purpose: 'Identification' }).refused('rule', '/recipients');
    nothing.when(toItself).then([said]);
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

  const keepNothing = { ...withdraw, keepNothing: true } as const;
  const refused: ConsentEvent = { type: 'KeepingRefused', data: withdrawn.data };

  it('may leave nothing to whoever cares for her, at once or later, once', () => {
    consented.when(keepNothing).then([refused, withdrawn]);
    given(consentDecider, [said, withdrawn]).when(keepNothing).then([refused]);
    given(consentDecider, [said, refused, withdrawn]).when(keepNothing).nothing();
    given(consentDecider, [said, withdrawn])
      .when({ ...keepNothing, on: '2026-03-07' })
      .refused('rule', '/on');
  });
});

describe('giving consent to a text', () => {
  const nothing = given(consentDecider, []);

  it('needs a version that there is', () =>
    nothing.when({ ...give, textVersion: 'kg-draft-0' }).refused('rule', '/textVersion'));

  it('needs it in the language, unless it was interpreted', () => {
    nothing.when({ ...give, language: 'uz' }).refused('rule', '/language');
    expect(nothing.when({ ...give, language: 'uz', form: 'Interpreted' }).decision).toHaveLength(1);
    nothing.when({ ...give, textVersion: 'none', form: 'Interpreted' }).refused('rule', '/textVersion');
    expect(nothing.when({ ...give, language: 'ky-KG' }).decision).toHaveLength(1);
  });
});

describe('narrowing consent', () => {
  const consented = given(consentDecider, [said]);
  const narrow = { type: 'NarrowConsent', caseId, consentId, on: '2026-03-09', today } as const;
  const narrowed = (recipients: string[], fieldGroups: ('Contact' | 'Needs')[]): ConsentEvent => ({
    type: 'ConsentNarrowed',
    data: { caseId, consentId, recipients, fieldGroups, on: '2026-03-09', late: true },
  });

  it('leaves what it names, and of the rest what there was', () => {
    consented.when({ ...narrow, fieldGroups: ['Needs'] }).then([narrowed([id(4), id(5)], ['Needs'])]);
    consented.when({ ...narrow, recipients: [id(5)] }).then([narrowed([id(5)], ['Contact', 'Needs'])]);
  });

  it('never names more than before', () => {
    consented.when({ ...narrow, fieldGroups: ['Needs', 'Identity'] }).refused('rule', '/fieldGroups');
    consented.when({ ...narrow, recipients: [id(5), id(6)] }).refused('rule', '/recipients');
    given(consentDecider, [said, narrowed([id(5)], ['Needs'])])
      .when({ ...narrow, fieldGroups: ['Contact'] })
      .refused('rule', '/fieldGroups');
  });

  it('to what it was is nothing', () => {
    consented.when(narrow).nothing();
    consented.when({ ...narrow, fieldGroups: ['Needs', 'Contact'], recipients: [id(5), id(4)] }).nothing();
  });

  it('may leave nothing to whoever cares for her', () =>
    consented
      .when({ ...narrow, fieldGroups: ['Needs'], keepNothing: true })
      .then([
        { type: 'KeepingRefused', data: { caseId, consentId, on: '2026-03-09', late: true } },
        narrowed([id(4), id(5)], ['Needs']),
      ]));

  it('needs a consent that lives, on a day after it', () => {
    given(consentDecider, []).when(narrow).refused('unknown-item');
    given(consentDecider, [said, withdrawn]).when(narrow).refused('wrong-state');
    consented.when({ ...narrow, fieldGroups: ['Needs'], on: '2026-03-07' }).refused('rule', '/on');
    consented.when({ ...narrow, fieldGroups: ['Needs'], on: '2026-03-11' }).refused('rule', '/on');
  });
});

describe('excluding somebody', () => {
  const [exclusionId, police] = [id(7), id(8)];
  const exclude = {
    type: 'RecordExclusion',
    caseId,
    exclusionId,
    organisationId: police,
    on: today,
    holder: id(9),
    organisationType: 'LawEnforcement',
    ageGroup: 'Adult',
    today,
  } as const;
  const excluded: ConsentEvent = {
    type: 'ExclusionRecorded',
    data: { caseId, exclusionId, organisationId: police, on: today, late: false },
  };
  const lift = { type: 'LiftExclusion', caseId, exclusionId, liftedBy: id(9), on: today, today } as const;
  const lifted: ConsentEvent = { type: 'ExclusionLifted', data: { caseId, exclusionId, on: today, late: false } };
  const nothing = given(consentDecider, []);

  it('is an organisation, or one officer of it', () => {
    nothing.when(exclude).then([excluded]);
    expect(nothing.when({ ...exclude, user: 'A' }).decision).toEqual([
      { ...excluded, data: { ...excluded.data, user: 'A' } },
    ]);
  });

  it('is never the organisation that holds the case, but may be an officer of it', () => {
    nothing.when({ ...exclude, holder: police }).refused('rule', '/organisationId');
    expect(nothing.when({ ...exclude, holder: police, user: 'A' }).decision).toHaveLength(1);
  });

  it('is of the mechanism', () =>
    nothing.when({ ...exclude, organisationType: undefined }).refused('rule', '/organisationId'));

  it('leaves a child who protects children', () => {
    const childProtection = { ...exclude, organisationType: 'ChildProtection' } as const;
    for (const ageGroup of ['Child', 'Unknown'] as const) {
      nothing.when({ ...childProtection, ageGroup }).refused('rule', '/organisationId');
      expect(nothing.when({ ...childProtection, ageGroup, user: 'A' }).decision).toHaveLength(1);
    }
    nothing.when(childProtection).then([excluded]);
  });

  it('is in force once', () => {
    given(consentDecider, [excluded]).when(exclude).refused('wrong-state');
    given(consentDecider, [excluded])
      .when({ ...exclude, exclusionId: id(6) })
      .refused('wrong-state');
    expect(given(consentDecider, [excluded]).when({ ...exclude, exclusionId: id(6), user: 'A' }).decision).toHaveLength(
      1,
    );
    expect(given(consentDecider, [excluded, lifted]).when({ ...exclude, exclusionId: id(6) }).decision).toHaveLength(1);
  });

  it('is lifted once', () => {
    nothing.when(lift).refused('unknown-item');
    given(consentDecider, [excluded]).when(lift).then([lifted]);
    given(consentDecider, [excluded, lifted]).when(lift).nothing();
    given(consentDecider, [excluded])
      .when({ ...lift, liftedBy: police })
      .refused('rule');
    given(consentDecider, [excluded])
      .when({ ...lift, on: '2026-03-09' })
      .refused('rule', '/on');
  });
});

describe('hearing a child', () => {
  const hear = { type: 'RecordChildViews', caseId, ageGroup: 'Child', assent: 'NotAsked', on: today, today } as const;
  const nothing = given(consentDecider, []);

  it('is of a child, or of a person who may be one', () => {
    nothing.when({ ...hear, ageGroup: 'Adult' }).refused('rule');
    expect(nothing.when({ ...hear, ageGroup: 'Unknown' }).decision).toHaveLength(1);
  });

  it('keeps what she says, and whether her guardian is suspected', () => {
    const guardian = { kind: 'Parent', name: 'W', suspected: true } as const;
    nothing.when({ ...hear, assent: 'Refused', views: 'W', guardian }).then([
      {
        type: 'ChildViewsRecorded',
        data: { caseId, assent: 'Refused', views: 'W', guardian, on: today, late: false },
      },
    ]);
  });
});

const anyCommand: fc.Arbitrary<ConsentCommand> = fc.oneof(
  fc.record({
    type: fc.constant('GiveConsent' as const),
    caseId: anyId,
    consentId: anyId,
    recordedBy: anyId,
    purpose: fc.constantFrom(...consentPurposes),
    recipients: fc.array(anyId, { minLength: 1, maxLength: 4 }),
    fieldGroups: fc.array(fc.constantFrom(...fieldGroups), { minLength: 1, maxLength: 4 }),
    language: fc.constant('ky'),
    form: fc.constantFrom(...consentForms),
    textVersion: fc.constant('kg-draft-1'),
    givenOn: anyDate,
    today: anyDate,
  }),
  fc.record({
    type: fc.constant('WithdrawConsent' as const),
    caseId: anyId,
    consentId: anyId,
    keepNothing: fc.boolean(),
    on: anyDate,
    today: anyDate,
  }),
  fc.record({
    type: fc.constant('NarrowConsent' as const),
    caseId: anyId,
    consentId: anyId,
    recipients: fc.option(fc.array(anyId, { minLength: 1, maxLength: 2 }), { nil: undefined }),
    fieldGroups: fc.option(fc.subarray([...fieldGroups], { minLength: 1, maxLength: 3 }), { nil: undefined }),
    keepNothing: fc.boolean(),
    on: anyDate,
    today: anyDate,
  }),
  fc.record({
    type: fc.constant('CloseDisclosure' as const),
    closed: fc.record({
      caseId: anyId,
      consentId: anyId,
      recipient: anyId,
      fieldGroups: fc.subarray([...fieldGroups]),
      seen: fc.array(
        fc.record({
          fieldGroup: fc.constantFrom(...fieldGroups),
          times: fc.integer({ min: 1, max: 3 }),
          lastAt: fc.constant('2026-03-01T00:00:00.000Z'),
        }),
        { maxLength: 2 },
      ),
      kept: fc.subarray([...fieldGroups]),
    }),
  }),
  fc.record({
    type: fc.constant('RecordExclusion' as const),
    caseId: anyId,
    exclusionId: anyId,
    organisationId: anyId,
    user: fc.constantFrom(undefined, 'A', 'B'),
    holder: anyId,
    organisationType: fc.constantFrom(undefined, ...organisationTypes),
    ageGroup: fc.constantFrom(...ageGroups),
    on: anyDate,
    today: anyDate,
  }),
  fc.record({
    type: fc.constant('LiftExclusion' as const),
    caseId: anyId,
    exclusionId: anyId,
    liftedBy: anyId,
    on: anyDate,
    today: anyDate,
  }),
  fc.record({
    type: fc.constant('RecordChildViews' as const),
    caseId: anyId,
    ageGroup: fc.constantFrom(...ageGroups),
    assent: fc.constantFrom(...assents),
    on: anyDate,
    today: anyDate,
  }),
);

describe('any history of consents', () => {
  it('gives each once, withdraws each at most once, after it was given, and never widens one', () =>
    holdsForAnyHistory(consentDecider, consentEvents, anyCommand, (history) => {
      const open = new Map<string, { givenOn: string; recipients: string[]; fieldGroups: string[] }>();
      const over = new Set<string>();
      for (const { type, data } of history) {
        if (type === 'ConsentGiven') {
          expect(open.has(data.consentId)).toBe(false);
          open.set(data.consentId, data);
        } else if (type === 'ConsentNarrowed') {
          const before = open.get(data.consentId)!;
          expect(over.has(data.consentId)).toBe(false);
          expect(before.recipients).toEqual(expect.arrayContaining(data.recipients));
          expect(before.fieldGroups).toEqual(expect.arrayContaining(data.fieldGroups));
          open.set(data.consentId, { ...before, recipients: data.recipients, fieldGroups: data.fieldGroups });
        } else if (type === 'ConsentWithdrawn') {
          expect(over.has(data.consentId)).toBe(false);
          expect(data.on >= (open.get(data.consentId)?.givenOn ?? 'never')).toBe(true);
          over.add(data.consentId);
        }
      }
    }));
});
