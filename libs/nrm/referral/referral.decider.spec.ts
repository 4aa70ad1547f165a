import * as fc from 'fast-check';
import { fieldGroups } from '#kernel';
import { ageGroups, declineReasons, notSuccessfulReasons, recallReasons, services } from '#nrm/codes';
import { given } from '../../kernel/decider.testing.js';
import { anyDate, anyId, anyWords, holdsForAnyHistory, id } from '../any-history.testing.js';
import {
  referralDecider,
  referralEvents,
  type ReferralCommand,
  type ReferralEvent,
  type ReferralFacts,
  type RequestedBasis,
  type SendReferral,
} from './index.js';

const today = '2026-03-10';
const [referralId, caseId, police, shelter, consentId] = [id(1), id(2), id(3), id(4), id(5)];
const about = { referralId, caseId };
const consent = {
  consentId,
  purpose: 'Referral',
  recipients: [shelter],
  fieldGroups: ['Contact', 'Needs'],
  withdrawn: false,
} as const;
const facts: ReferralFacts = {
  ageGroup: 'Adult',
  closed: false,
  receiverExists: true,
  receiverServices: ['Shelter', 'Psychological'],
  consents: [consent],
  excluded: [],
  openReferralTo: [],
};
const send: SendReferral = {
  type: 'SendReferral',
  referralId,
  caseId,
  from: police,
  to: shelter,
  services: ['Shelter', 'Psychological'],
  fieldGroups: ['Needs', 'Contact', 'Needs'],
  basis: { consentId },
  respondWithinHours: 24,
  now: '2026-03-08T20:30:00.000Z',
  today: '2026-03-09',
  facts,
};
/** An adult who cannot consent. */
const inDanger: SendReferral = { ...send, basis: { vitalInterest: 'W' } };
const sent: ReferralEvent = {
  type: 'ReferralSent',
  data: {
    ...about,
    from: police,
    to: shelter,
    services: ['Psychological', 'Shelter'],
    fieldGroups: ['Contact', 'Needs'],
    basis: { kind: 'Consent', consentId },
    sentAt: '2026-03-08T20:30:00.000Z',
    respondBy: '2026-03-09T20:30:00.000Z',
  },
};
const accepted: ReferralEvent = { type: 'ReferralAccepted', data: about };
const expired: ReferralEvent = {
  type: 'ReferralExpired',
  data: { ...about, respondBy: '2026-03-09T20:30:00.000Z' },
};
const declined: ReferralEvent = { type: 'ReferralDeclined', data: { ...about, reason: 'NoCapacity' } };
const recalled: ReferralEvent = { type: 'ReferralRecalled', data: { ...about, reason: 'NoAnswer' } };
const handedOver: ReferralEvent = { type: 'ReferralHandedOver', data: { ...about, on: '2026-03-09', late: true } };
const confirmed: ReferralEvent = { type: 'HandoverConfirmed', data: { ...about, on: '2026-03-09' } };
const completed: ReferralEvent = {
  type: 'ReferralCompleted',
  data: { ...about, outcome: 'Successful', on: '2026-03-10', late: false },
};

const accept: ReferralCommand = { type: 'AcceptReferral', closed: false, baseless: false, today };
const decline: ReferralCommand = { type: 'DeclineReferral', reason: 'NoCapacity', today };
const recall: ReferralCommand = { type: 'RecallReferral', reason: 'NoAnswer', today };
const handOver: ReferralCommand = { type: 'RecordHandover', closed: false, baseless: false, on: '2026-03-09', today };
const confirm: ReferralCommand = { type: 'ConfirmHandover', on: '2026-03-09', today };
const complete: ReferralCommand = { type: 'CompleteReferral', outcome: 'Successful', on: today, today };
const expire: ReferralCommand = { type: 'ExpireReferral', now: '2026-03-09T20:30:00.000Z', today };

describe('sending a referral', () => {
  const nothing = given(referralDecider, []);
  const sending = (change: Partial<SendReferral>, changed: Partial<ReferralFacts> = {}) =>
    nothing.when({ ...send, ...change, facts: { ...facts, ...changed } });
  const goes = (change: Partial<SendReferral>, changed: Partial<ReferralFacts> = {}) =>
    expect(sending(change, changed).decision).toMatchObject([{ type: 'ReferralSent' }]);

  it('asks for an answer in time', () => sending({}).then([sent]));

  it('gives between an hour and thirty days to answer', () => {
    goes({ respondWithinHours: 1 });
    expect(sending({ respondWithinHours: 720 }).decision).toMatchObject([
      { data: { respondBy: '2026-04-07T20:30:00.000Z' } },
    ]);
    sending({ respondWithinHours: 0 }).refused('rule', '/respondWithinHours');
    sending({ respondWithinHours: 721 }).refused('rule', '/respondWithinHours');
    sending({ respondWithinHours: Number.NaN }).refused('rule', '/respondWithinHours');
  });

  it('passes a note on', () => expect(sending({ note: 'W' }).decision).toMatchObject([{ data: { note: 'W' } }]));

  it('goes to an organisation of the mechanism, and not to oneself', () => {
    sending({}, { receiverExists: false }).refused('rule', '/to');
    sending({ to: police }).refused('rule', '/to');
  });

  it('asks for services that the receiver offers', () => {
    sending({ services: ['Shelter', 'Legal'] }).refused('rule', '/services/1');
    goes({ services: ['Shelter'] });
    goes({ services: ['Legal'] }, { receiverServices: [] });
  });

  it('is not sent from a closed case', () => sending({}, { closed: true }).refused('wrong-state'));

  it('is not sent twice to the same organisation while under way', () => {
    sending({}, { openReferralTo: [id(9), shelter] }).refused('wrong-state');
    goes({}, { openReferralTo: [id(9)] });
  });

  it('happens once under an id', () => given(referralDecider, [sent]).when(send).refused('wrong-state'));

  it('does not go to whom she has shut out', () => {
    sending({}, { excluded: [id(9), shelter] }).refused('rule', '/to');
    goes({}, { excluded: [id(9)] });
  });

  it('rests on one basis', () => {
    sending({ basis: { consentId, vitalInterest: 'W' } }).refused('rule', '/basis');
    sending({ basis: { consentId, legalBasis: 'W' } }).refused('rule', '/basis');
  });

  describe('of an adult', () => {
    const withConsent = (change: Partial<ReferralFacts['consents'][number]>) =>
      sending({}, { consents: [{ ...consent, ...change }] });

    it('needs a basis, and says which', () => {
      sending({ basis: undefined }).refused('rule', '/basis');
      sending({ basis: {} }).refused('rule', '/basis');
    });

    it('does not rest on a legal basis alone', () =>
      sending({ basis: { legalBasis: 'W' } }).refused('rule', '/basis/legalBasis'));

    it('may rest on vital interest', () =>
      expect(sending({ basis: { vitalInterest: 'W' } }, { consents: [] }).decision).toMatchObject([
        { data: { basis: { kind: 'VitalInterest', reason: 'W' } } },
      ]));

    it('rests on a consent that is known and not withdrawn', () => {
      sending({}, { consents: [] }).refused('rule', '/basis/consentId');
      withConsent({ consentId: id(9) }).refused('rule', '/basis/consentId');
      withConsent({ withdrawn: true }).refused('rule', '/basis/consentId');
    });

    it('rests on a consent to a referral, to this receiver', () => {
      withConsent({ purpose: 'Assistance' }).refused('rule', '/basis/consentId');
      withConsent({ recipients: [id(9)] }).refused('rule', '/basis/consentId');
    });

    it('shows no more than the consent covers', () => {
      withConsent({ fieldGroups: ['Needs'] }).refused('rule', '/fieldGroups/1');
      sending({ fieldGroups: ['Needs', 'Narrative'] }).refused('rule', '/fieldGroups/1');
      goes({ fieldGroups: ['Needs'] });
      goes({ fieldGroups: [] });
    });
  });

  describe.each(['Child', 'Unknown'] as const)('of a person of age group %s', (ageGroup) => {
    const sendingHer = (basis: RequestedBasis | undefined, changed: Partial<ReferralFacts> = {}) =>
      sending({ basis }, { ageGroup, ...changed });

    it('needs a basis, which is not vital interest', () => {
      sendingHer(undefined).refused('rule', '/basis');
      sendingHer({ vitalInterest: 'W' }).refused('rule', '/basis/vitalInterest');
    });

    it('rests on a legal basis', () =>
      expect(sendingHer({ legalBasis: 'W' }, { consents: [] }).decision).toMatchObject([
        { data: { basis: { kind: 'LegalBasis', legalBasis: 'W' } } },
      ]));

    it('may rest on a consent that would do for an adult, and on no other', () => {
      expect(sendingHer({ consentId }).decision).toHaveLength(1);
      sendingHer({ consentId }, { consents: [{ ...consent, withdrawn: true }] }).refused('rule', '/basis/consentId');
    });
  });
});

describe('the steps of a referral', () => {
  const histories = {
    sent: [sent],
    expired: [sent, expired],
    accepted: [sent, accepted],
    acceptedLate: [sent, expired, accepted],
    declined: [sent, declined],
    recalled: [sent, recalled],
    handedOver: [sent, accepted, handedOver],
    completed: [sent, accepted, completed],
    completedAfterHandover: [sent, accepted, handedOver, completed],
  } satisfies Record<string, readonly ReferralEvent[]>;
  type History = keyof typeof histories;

  const allowed: readonly [ReferralCommand, ReferralEvent, readonly History[]][] = [
    [accept, accepted, ['sent', 'expired']],
    [decline, declined, ['sent', 'expired']],
    [recall, recalled, ['sent', 'expired', 'accepted', 'acceptedLate']],
    [handOver, handedOver, ['accepted', 'acceptedLate']],
    [confirm, confirmed, ['handedOver', 'completedAfterHandover']],
    [complete, completed, ['accepted', 'acceptedLate', 'handedOver']],
  ];
  const table = allowed.flatMap(([command, event, from]) =>
    (Object.keys(histories) as History[]).map((name) => ({
      step: command.type,
      name,
      command,
      event,
      isAllowed: from.includes(name),
    })),
  );

  it.each(table)('$step when $name', ({ name, command, event, isAllowed }) => {
    const outcome = given(referralDecider, histories[name]).when(command);
    if (isAllowed) outcome.then([event]);
    else outcome.refused('wrong-state');
  });

  it('does not go on while the case is closed', () => {
    given(referralDecider, [sent])
      .when({ type: 'AcceptReferral', closed: true, baseless: false, today })
      .refused('wrong-state');
    given(referralDecider, [sent, accepted])
      .when({ type: 'RecordHandover', closed: true, baseless: false, on: today, today })
      .refused('wrong-state');
  });

  it.each([accept, decline, recall, handOver, confirm, complete, expire])('$type needs a referral', (command) =>
    given(referralDecider, []).when(command).refused('unknown-item'),
  );

  it('a note on a decline is passed on', () =>
    given(referralDecider, [sent])
      .when({ type: 'DeclineReferral', reason: 'Other', note: 'W', today })
      .then([{ type: 'ReferralDeclined', data: { ...about, reason: 'Other', note: 'W' } }]));

  it('a handover confirmed twice is confirmed once', () =>
    given(referralDecider, [sent, accepted, handedOver, confirmed]).when(confirm).nothing());
});

describe('the dates of a referral', () => {
  const on = (history: readonly ReferralEvent[], command: typeof handOver | typeof confirm | typeof complete) => ({
    when: (date: string) => given(referralDecider, history).when({ ...command, on: date }),
  });

  it.each([
    // Sent on 9 March at home, on 8 March in UTC: neither date is too early.
    ['handover', [sent, accepted], handOver, '2026-03-08'],
    ['completion without a handover', [sent, accepted], complete, '2026-03-08'],
    ['confirmation', [sent, accepted, handedOver], confirm, '2026-03-09'],
    ['completion', [sent, accepted, handedOver], complete, '2026-03-09'],
  ] as const)('%s is not before the step it answers, nor in the future', (_name, history, command, first) => {
    const dated = on(history, command);
    const before = `2026-03-0${Number(first.slice(-1)) - 1}`;
    dated.when(before).refused('rule', '/on');
    expect(dated.when(first).decision).toMatchObject([{ data: { on: first } }]);
    expect(dated.when(today).decision).toMatchObject([{ data: { on: today } }]);
    dated.when('2026-03-11').refused('rule', '/on');
  });

  it('are late on a later day', () => {
    expect(on([sent, accepted], handOver).when('2026-03-09').decision).toMatchObject([{ data: { late: true } }]);
    expect(on([sent, accepted], handOver).when(today).decision).toMatchObject([{ data: { late: false } }]);
  });
});

describe('a referral whose basis fell', () => {
  const fallen: ReferralCommand = { type: 'RecallUnanswered', reason: 'ConsentWithdrawn', today };

  it('is recalled while nobody has answered it, and only then', () => {
    const taken = { type: 'ReferralRecalled', data: { ...about, reason: 'ConsentWithdrawn' } } as const;
    given(referralDecider, [sent]).when(fallen).then([taken]);
    given(referralDecider, [sent, expired]).when(fallen).then([taken]);
    for (const history of [
      [sent, accepted],
      [sent, declined],
      [sent, recalled],
      [sent, accepted, handedOver],
    ]) {
      given(referralDecider, history).when(fallen).nothing();
    }
  });

  it('is accepted by nobody', () =>
    given(referralDecider, [sent])
      .when({ type: 'AcceptReferral', closed: false, baseless: true, today })
      .refused('wrong-state'));

  it('brings her and her case to nobody', () =>
    given(referralDecider, [sent, accepted])
      .when({ type: 'RecordHandover', closed: false, baseless: true, on: today, today })
      .refused('wrong-state'));
});

describe('a second person on vital interest', () => {
  const [pressing] = referralDecider.decide(inDanger, referralDecider.initialState) as readonly ReferralEvent[];
  const opinion = { type: 'GiveSecondOpinion', agrees: false, user: 'chief', sentBy: 'officer', today } as const;
  const said: ReferralEvent = { type: 'SecondOpinionGiven', data: { ...about, agrees: false } };

  it('agrees or not, whatever became of the referral', () => {
    given(referralDecider, [pressing!]).when(opinion).then([said]);
    given(referralDecider, [pressing!, accepted, handedOver]).when(opinion).then([said]);
    given(referralDecider, [pressing!])
      .when({ ...opinion, agrees: true })
      .then([{ ...said, data: { ...about, agrees: true } }]);
  });

  it('is another one than who sent it', () =>
    given(referralDecider, [pressing!])
      .when({ ...opinion, user: 'officer' })
      .refused('rule'));

  it('says it once, and of no other referral', () => {
    given(referralDecider, [pressing!, said])
      .when({ ...opinion, agrees: true })
      .refused('wrong-state');
    given(referralDecider, [sent]).when(opinion).refused('wrong-state');
    given(referralDecider, []).when(opinion).refused('unknown-item');
  });
});

describe('the outcome of a referral', () => {
  const open = given(referralDecider, [sent, accepted, handedOver]);

  it('needs a reason when it is not successful', () => {
    open.when({ type: 'CompleteReferral', outcome: 'NotSuccessful', on: today, today }).refused('rule', '/reason');
    open.when({ type: 'CompleteReferral', outcome: 'NotSuccessful', reason: 'PersonLeft', on: today, today }).then([
      {
        type: 'ReferralCompleted',
        data: { ...about, outcome: 'NotSuccessful', reason: 'PersonLeft', on: today, late: false },
      },
    ]);
  });

  it('has no reason when it is successful', () =>
    open
      .when({ type: 'CompleteReferral', outcome: 'Successful', reason: 'PersonLeft', on: today, today })
      .refused('rule', '/reason'));
});

describe('the time to answer', () => {
  it('runs out when it is reached, not before', () => {
    const waiting = given(referralDecider, [sent]);
    waiting.when({ type: 'ExpireReferral', now: '2026-03-09T20:29:59.999Z', today }).nothing();
    waiting.when(expire).then([expired]);
  });

  it.each([
    ['answered', [sent, accepted]],
    ['declined', [sent, declined]],
    ['recalled', [sent, recalled]],
    ['already expired', [sent, expired]],
    ['over', [sent, accepted, handedOver, completed]],
  ] as const)('does not run out of a referral that is %s', (_name, history) =>
    given(referralDecider, history).when(expire).nothing(),
  );
});

const anyInstant = anyDate.chain((date) =>
  fc.integer({ min: 0, max: 23 }).map((hour) => `${date}T${String(hour).padStart(2, '0')}:00:00.000Z`),
);
const anyBasis: fc.Arbitrary<RequestedBasis | undefined> = fc.oneof(
  { weight: 4, arbitrary: anyId.map((consentId) => ({ consentId })) },
  fc.record({ consentId: anyId, legalBasis: fc.string(), vitalInterest: fc.string() }, { requiredKeys: [] }),
  fc.constant(undefined),
);
const seldom = fc.integer({ min: 1, max: 8 }).map((n) => n === 1);
const anyFieldGroups = fc.array(fc.constantFrom(...fieldGroups.slice(0, 3)), { maxLength: 3 });
const anySending: fc.Arbitrary<SendReferral> = fc.record({
  type: fc.constant('SendReferral' as const),
  referralId: anyId,
  caseId: anyId,
  from: anyId,
  to: anyId,
  services: fc.array(fc.constantFrom(...services.slice(0, 2)), { minLength: 1, maxLength: 3 }),
  fieldGroups: anyFieldGroups,
  basis: anyBasis,
  respondWithinHours: fc.integer({ min: -1, max: 800 }),
  note: anyWords,
  now: anyInstant,
  today: anyDate,
  facts: fc.record({
    ageGroup: fc.constantFrom(...ageGroups),
    closed: seldom,
    receiverExists: seldom.map((no) => !no),
    receiverServices: fc.subarray(services.slice(0, 2)),
    consents: fc.array(
      fc.record({
        consentId: anyId,
        purpose: fc.constantFrom('Referral', 'Assistance'),
        recipients: fc.array(anyId),
        fieldGroups: anyFieldGroups,
        withdrawn: seldom,
      }),
    ),
    excluded: fc.array(anyId, { maxLength: 1 }),
    openReferralTo: fc.array(anyId, { maxLength: 1 }),
  }),
});
const anyCommand: fc.Arbitrary<ReferralCommand> = fc.oneof(
  anySending,
  { weight: 3, arbitrary: anyDate.map((date) => ({ ...send, now: `${date}T00:00:00.000Z` })) },
  { weight: 2, arbitrary: anyDate.map((date) => ({ ...inDanger, now: `${date}T00:00:00.000Z` })) },
  {
    weight: 4,
    arbitrary: fc.record({
      type: fc.constant('AcceptReferral' as const),
      closed: fc.boolean(),
      baseless: seldom,
      today: anyDate,
    }),
  },
  fc.record({
    type: fc.constant('DeclineReferral' as const),
    reason: fc.constantFrom(...declineReasons),
    note: anyWords,
    today: anyDate,
  }),
  fc.record({
    type: fc.constant('RecallReferral' as const),
    reason: fc.constantFrom(...recallReasons),
    today: anyDate,
  }),
  {
    weight: 6,
    arbitrary: fc.record({
      type: fc.constant('RecordHandover' as const),
      closed: fc.boolean(),
      baseless: seldom,
      on: anyDate,
      today: anyDate,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ type: fc.constant('ConfirmHandover' as const), on: anyDate, today: anyDate }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      type: fc.constant('CompleteReferral' as const),
      outcome: fc.constantFrom('Successful' as const, 'NotSuccessful' as const),
      reason: fc.option(fc.constantFrom(...notSuccessfulReasons), { nil: undefined, freq: 1 }),
      on: anyDate,
      today: anyDate,
    }),
  },
  fc.record({ type: fc.constant('ExpireReferral' as const), now: anyInstant, today: anyDate }),
  fc.record({
    type: fc.constant('RecallUnanswered' as const),
    reason: fc.constantFrom(...recallReasons),
    today: anyDate,
  }),
  fc.record({
    type: fc.constant('GiveSecondOpinion' as const),
    agrees: fc.boolean(),
    user: fc.constantFrom('one', 'another'),
    sentBy: fc.constant('one'),
    today: anyDate,
  }),
);

describe('any history of a referral', () => {
  it('takes each step at most once, and ends at its end', () =>
    holdsForAnyHistory(referralDecider, referralEvents, anyCommand, (history) => {
      const types = history.map(({ type }) => type);
      expect(types).toEqual([...new Set(types)]);
      const end = types.findIndex((type) =>
        ['ReferralDeclined', 'ReferralRecalled', 'ReferralCompleted'].includes(type),
      );
      const after = types.slice(end + 1).filter((type) => type !== 'SecondOpinionGiven');
      if (end >= 0) expect(['HandoverConfirmed', undefined]).toContain(after[0]);
      if (types.includes('ReferralHandedOver')) expect(types).toContain('ReferralAccepted');
      if (types.includes('ReferralHandedOver')) expect(types).not.toContain('ReferralRecalled');
      if (types.length > 0) expect(types[0]).toBe('ReferralSent');
    }));
});

describe('any referral that is sent', () => {
  it('rests on a basis that its age group allows, and shows no more than a consent covers', () =>
    fc.assert(
      fc.property(anySending, (command) => {
        const decision = referralDecider.decide(command, referralDecider.initialState);
        if ('refused' in decision) return;
        const [event] = decision;
        if (event?.type !== 'ReferralSent') throw new Error('a referral is sent by one event');
        const { basis, fieldGroups, to, from, respondBy, sentAt } = event.data;
        if (command.facts.ageGroup === 'Adult') expect(basis.kind).not.toBe('LegalBasis');
        else expect(basis.kind).not.toBe('VitalInterest');
        if (basis.kind === 'Consent') {
          expect(
            command.facts.consents.some(
              (consent) =>
                consent.consentId === basis.consentId &&
                !consent.withdrawn &&
                consent.recipients.includes(to) &&
                fieldGroups.every((group) => consent.fieldGroups.includes(group)),
            ),
          ).toBe(true);
        }
        expect(to).not.toBe(from);
        expect(respondBy > sentAt).toBe(true);
      }),
      { numRuns: 2000 },
    ));
});
