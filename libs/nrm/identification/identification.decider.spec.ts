import * as fc from 'fast-check';
import { ageGroups, exploitations, identificationStatuses } from '#nrm/codes';
import { given } from '../../kernel/decider.testing.js';
import { anyDate, anyId, anyWords, holdsForAnyHistory, id } from '../any-history.testing.js';
import {
  identificationDecider,
  identificationEvents,
  type DecideStatus,
  type IdentificationCommand,
  type IdentificationEvent,
  type IdentificationFacts,
  type LogIdentification,
} from './index.js';

const today = '2026-03-10';
const caseId = id(1);
const facts: IdentificationFacts = {
  entryChannel: 'Police',
  identifiedOn: '2026-03-08',
  region: 'KG-GO',
  ageGroup: 'Adult',
  gender: 'Feminine',
  citizenships: ['KG'],
  exploitation: ['ForcedLabour'],
  countriesOfExploitation: ['TR'],
};
const log: LogIdentification = {
  type: 'LogIdentification',
  caseId,
  personId: id(2),
  organisationId: id(3),
  facts,
  today,
};
const logged: IdentificationEvent = {
  type: 'IdentificationLogged',
  data: { caseId, personId: id(2), organisationId: id(3), ...facts, late: true },
};
const decision: DecideStatus = {
  type: 'DecideStatus',
  status: 'ActualVictimOfTrafficking',
  decidedOn: '2026-03-09',
  decidingBody: 'Local commission',
  ruleVersion: 'kg-2019-493',
  reasons: ['Reasons in words.'],
  today,
};
const decided: IdentificationEvent = {
  type: 'StatusDecided',
  data: {
    caseId,
    status: 'ActualVictimOfTrafficking',
    previous: 'PossibleVictimOfTrafficking',
    reconsidered: false,
    decidedOn: '2026-03-09',
    decidingBody: 'Local commission',
    ruleVersion: 'kg-2019-493',
    reasons: ['Reasons in words.'],
    late: true,
  },
};
const correct = (said: Partial<IdentificationFacts>): IdentificationCommand => ({
  type: 'CorrectIdentification',
  facts: said,
  today,
});

describe('logging a presumed victim', () => {
  const nothing = given(identificationDecider, []);

  it('keeps what was said, and that it was entered late', () => nothing.when(log).then([logged]));

  it('is not late on the day itself, and passes personal texts on', () =>
    nothing
      .when({ ...log, facts: { ...facts, identifiedOn: today }, person: { name: 'N' }, narrative: 'W', needs: 'D' })
      .then([
        {
          type: 'IdentificationLogged',
          data: {
            ...logged.data,
            ...facts,
            caseId,
            personId: id(2),
            organisationId: id(3),
            identifiedOn: today,
            person: { name: 'N' },
            narrative: 'W',
            needs: 'D',
            late: false,
          },
        },
      ]));

  it('is refused for tomorrow', () =>
    nothing.when({ ...log, facts: { ...facts, identifiedOn: '2026-03-11' } }).refused('rule', '/identifiedOn'));

  it('puts lists in alphabetical order, each code once', () => {
    const { decision } = nothing.when({
      ...log,
      facts: {
        ...facts,
        citizenships: ['TJ', 'KG', 'TJ'],
        exploitation: ['SexualExploitation', 'ForcedLabour', 'SexualExploitation'],
        countriesOfExploitation: ['TR', 'RU', 'TR'],
      },
    });
    expect(decision).toMatchObject([
      {
        data: {
          citizenships: ['KG', 'TJ'],
          exploitation: ['ForcedLabour', 'SexualExploitation'],
          countriesOfExploitation: ['RU', 'TR'],
        },
      },
    ]);
  });

  it('takes exploitation as unknown or as named, not as both', () => {
    const withExploitation = (exploitation: IdentificationFacts['exploitation']) =>
      nothing.when({ ...log, facts: { ...facts, exploitation } });
    withExploitation(['Unknown', 'ForcedLabour']).refused('rule', '/exploitation');
    expect(withExploitation(['Unknown', 'Unknown']).decision).toMatchObject([{ data: { exploitation: ['Unknown'] } }]);
  });

  it('takes an unknown citizenship beside a known one', () =>
    expect(nothing.when({ ...log, facts: { ...facts, citizenships: ['ZZ', 'KG'] } }).decision).toMatchObject([
      { data: { citizenships: ['KG', 'ZZ'] } },
    ]));

  it('happens once', () => given(identificationDecider, [logged]).when(log).refused('wrong-state'));

  it('comes before everything else', () => {
    nothing.when(decision).refused('unknown-item');
    nothing.when(correct({ gender: 'Masculine' })).refused('unknown-item');
    nothing.when({ type: 'AssignCase', organisationId: id(3), assignee: 'police.osh', today }).refused('unknown-item');
  });
});

describe('deciding the status', () => {
  const one = given(identificationDecider, [logged]);
  const two = given(identificationDecider, [logged, decided]);

  it('says who decided, when, by which rule and why', () => one.when(decision).then([decided]));

  it('may confirm for the first time what was presumed', () =>
    expect(one.when({ ...decision, status: 'PossibleVictimOfTrafficking' }).decision).toMatchObject([
      { data: { status: 'PossibleVictimOfTrafficking', reconsidered: false } },
    ]));

  it('is not before the identification', () => {
    one.when({ ...decision, decidedOn: '2026-03-07' }).refused('rule', '/decidedOn');
    expect(one.when({ ...decision, decidedOn: '2026-03-08' }).decision).toHaveLength(1);
  });

  it('is not in the future', () => {
    one.when({ ...decision, decidedOn: '2026-03-11' }).refused('rule', '/decidedOn');
    expect(one.when({ ...decision, decidedOn: today }).decision).toMatchObject([{ data: { late: false } }]);
  });

  it('can be reconsidered, and says what it was', () =>
    expect(two.when({ ...decision, status: 'NotAVictimOfTrafficking' }).decision).toMatchObject([
      { data: { previous: 'ActualVictimOfTrafficking', status: 'NotAVictimOfTrafficking', reconsidered: true } },
    ]));

  it('is not reconsidered before it was decided', () =>
    two
      .when({ ...decision, status: 'NotAVictimOfTrafficking', decidedOn: '2026-03-08' })
      .refused('rule', '/decidedOn'));

  it('is not decided the same again', () => two.when(decision).refused('wrong-state'));

  it('is declined by an adult alone, and not once a body has decided', () => {
    const declined = { ...decision, status: 'DeclinedByPerson' } as const;
    expect(given(identificationDecider, [logged]).when(declined).decision).toHaveLength(1);
    for (const ageGroup of ['Child', 'Unknown'] as const) {
      const child = { ...logged, data: { ...logged.data, ageGroup } };
      given(identificationDecider, [child]).when(declined).refused('rule');
    }
    given(identificationDecider, [logged, decided]).when(declined).refused('wrong-state');
  });
});

describe('correcting', () => {
  const one = given(identificationDecider, [logged]);
  const two = given(identificationDecider, [logged, decided]);

  it('keeps old and new of what changed, and only of that', () =>
    one.when(correct({ gender: 'Masculine', ageGroup: 'Adult', citizenships: ['UZ', 'KG'], region: 'KG-C' })).then([
      {
        type: 'IdentificationCorrected',
        data: {
          caseId,
          before: { gender: 'Feminine', citizenships: ['KG'], region: 'KG-GO' },
          after: { gender: 'Masculine', citizenships: ['KG', 'UZ'], region: 'KG-C' },
        },
      },
    ]));

  it('says nothing of what was not known before', () => {
    const { region: _, ...unknownRegion } = facts;
    const { decision } = given(identificationDecider, [
      {
        type: 'IdentificationLogged',
        data: { caseId, personId: id(2), organisationId: id(3), ...unknownRegion, late: true },
      },
    ]).when(correct({ region: 'KG-C' }));
    expect(decision).toEqual([
      { type: 'IdentificationCorrected', data: { caseId, before: {}, after: { region: 'KG-C' } } },
    ]);
  });

  it('to the same values is nothing', () => one.when(correct({ ...facts, citizenships: ['KG', 'KG'] })).nothing());

  it('is not a reason alone', () => one.when({ ...correct({}), reason: 'W' } as IdentificationCommand).nothing());

  it('of personal texts needs no changed fact', () =>
    one.when({ type: 'CorrectIdentification', facts: {}, person: { phone: 'P' }, reason: 'W', today }).then([
      {
        type: 'IdentificationCorrected',
        data: { caseId, before: {}, after: {}, person: { phone: 'P' }, reason: 'W' },
      },
    ]));

  it('is built on by the next correction', () => {
    const first = one.when(correct({ gender: 'Masculine' })).decision as readonly IdentificationEvent[];
    given(identificationDecider, [logged, ...first])
      .when(correct({ gender: 'Masculine' }))
      .nothing();
    expect(
      given(identificationDecider, [logged, ...first]).when(correct({ gender: 'Feminine' })).decision,
    ).toMatchObject([{ data: { before: { gender: 'Masculine' }, after: { gender: 'Feminine' } } }]);
  });

  it('does not move the identification into the future', () => {
    one.when(correct({ identifiedOn: '2026-03-11' })).refused('rule', '/identifiedOn');
    expect(one.when(correct({ identifiedOn: today })).decision).toHaveLength(1);
  });

  it('does not move the identification behind the first decision', () => {
    two.when(correct({ identifiedOn: '2026-03-10' })).refused('rule', '/identifiedOn');
    expect(two.when(correct({ identifiedOn: '2026-03-09' })).decision).toHaveLength(1);
  });

  it('does not make exploitation both unknown and named', () =>
    one.when(correct({ exploitation: ['ForcedLabour', 'Unknown'] })).refused('rule', '/exploitation'));
});

describe('assigning', () => {
  const assign: IdentificationCommand = {
    type: 'AssignCase',
    organisationId: id(3),
    assignee: 'police.osh',
    today,
  };
  const assigned: IdentificationEvent = {
    type: 'CaseAssigned',
    data: { caseId, organisationId: id(3), assignee: 'police.osh' },
  };

  it('gives the case to somebody', () => given(identificationDecider, [logged]).when(assign).then([assigned]));

  it('to the same person again is nothing', () =>
    given(identificationDecider, [logged, assigned]).when(assign).nothing());

  it('to another person, or in another organisation, is a change', () => {
    const then = given(identificationDecider, [logged, assigned]);
    expect(then.when({ ...assign, assignee: 'police.bishkek' }).decision).toHaveLength(1);
    expect(then.when({ ...assign, organisationId: id(4) }).decision).toHaveLength(1);
  });
});

const anyFacts = fc.record({
  entryChannel: fc.constantFrom('Police' as const, 'NGO' as const),
  identifiedOn: anyDate,
  region: fc.constantFrom('KG-GO', 'KG-C', undefined),
  ageGroup: fc.constantFrom(...ageGroups),
  gender: fc.constantFrom('Feminine' as const, 'Masculine' as const),
  citizenships: fc.array(fc.constantFrom('KG', 'TJ', 'ZZ'), { minLength: 1, maxLength: 3 }),
  exploitation: fc.array(fc.constantFrom(...exploitations), { minLength: 1, maxLength: 3 }),
  countriesOfExploitation: fc.array(fc.constantFrom('TR', 'RU'), { maxLength: 3 }),
});
const anyPerson = fc.option(fc.record({ name: fc.string() }), { nil: undefined });

const anyCommand: fc.Arbitrary<IdentificationCommand> = fc.oneof(
  fc.record({
    type: fc.constant('LogIdentification' as const),
    caseId: anyId,
    personId: anyId,
    organisationId: anyId,
    facts: anyFacts,
    person: anyPerson,
    narrative: anyWords,
    today: anyDate,
  }),
  fc.record({
    type: fc.constant('DecideStatus' as const),
    status: fc.constantFrom(...identificationStatuses),
    decidedOn: anyDate,
    decidingBody: fc.constant('Local commission'),
    ruleVersion: fc.constant('kg-2019-493'),
    reasons: fc.array(fc.string(), { maxLength: 2 }),
    today: anyDate,
  }),
  fc.record({
    type: fc.constant('CorrectIdentification' as const),
    facts: anyFacts.chain((all) => fc.subarray(Object.entries(all)).map((some) => Object.fromEntries(some))),
    person: anyPerson,
    narrative: anyWords,
    reason: anyWords,
    today: anyDate,
  }),
  fc.record({
    type: fc.constant('AssignCase' as const),
    organisationId: anyId,
    assignee: fc.constantFrom('one', 'two'),
    today: anyDate,
  }),
);

/** Decisions follow the identification, as last corrected, and one another. */
function inOrder(history: readonly IdentificationEvent[]) {
  let identifiedOn = '';
  const decidedOn: string[] = [];
  for (const event of history) {
    if (event.type === 'IdentificationLogged') identifiedOn = event.data.identifiedOn;
    if (event.type === 'IdentificationCorrected') identifiedOn = event.data.after.identifiedOn ?? identifiedOn;
    if (event.type === 'StatusDecided') decidedOn.push(event.data.decidedOn);
    expect([identifiedOn, ...decidedOn]).toEqual([identifiedOn, ...decidedOn].sort());
  }
}

describe('any history of an identification', () => {
  it('is logged once and first, decided in order of dates, and told by its events', () =>
    holdsForAnyHistory(identificationDecider, identificationEvents, anyCommand, (history) => {
      expect(history.findLastIndex(({ type }) => type === 'IdentificationLogged')).toBeLessThanOrEqual(0);
      inOrder(history);
      let status = 'PossibleVictimOfTrafficking';
      for (const event of history) {
        if (event.type !== 'StatusDecided') continue;
        expect(event.data.previous).toBe(status);
        status = event.data.status;
      }
    }));
});
