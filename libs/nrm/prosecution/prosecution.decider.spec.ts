import * as fc from 'fast-check';
import { articleNumber, endedStages, proceedingStages, type ProceedingStage } from '#nrm/codes';
import { given } from '../../kernel/decider.testing.js';
import { anyDate, anyId, anyWords, holdsForAnyHistory, id } from '../any-history.testing.js';
import {
  articlesAfter,
  prosecutionDecider,
  prosecutionEvents,
  type MoveStage,
  type ProsecutionCommand,
  type ProsecutionEvent,
  type RegisterProceeding,
  type RequalifyCharge,
} from './index.js';

const today = '2026-03-10';
const [proceedingId, caseId, office, police] = [id(1), id(2), id(3), id(4)];
const about = { proceedingId, caseId };
const register: RegisterProceeding = {
  type: 'RegisterProceeding',
  ...about,
  office,
  registeredBy: police,
  registerNumber: 'W',
  registeredOn: '2026-03-07',
  articles: ['171', '166', '171'],
  officeIsProsecution: true,
  today,
};
const registered: ProsecutionEvent = {
  type: 'ProceedingRegistered',
  data: {
    ...about,
    office,
    registeredBy: police,
    registerNumber: 'W',
    registeredOn: '2026-03-07',
    articles: ['171', '166'],
    late: true,
  },
};
const moved = (from: ProceedingStage, stage: ProceedingStage): ProsecutionEvent => ({
  type: 'ProceedingStageMoved',
  data: { ...about, from, stage, on: '2026-03-08', ground: 'W', late: true },
});
const move = (stage: ProceedingStage): MoveStage => ({
  type: 'MoveStage',
  stage,
  on: '2026-03-08',
  ground: 'W',
  today,
});
const requalify: RequalifyCharge = {
  type: 'RequalifyCharge',
  from: '171',
  to: '124',
  on: '2026-03-08',
  ground: 'W',
  today,
};
const requalified = (from: string, to: string): ProsecutionEvent => ({
  type: 'ChargeRequalified',
  data: { ...about, from, to, on: '2026-03-08', ground: 'W', late: true },
});

describe('registering a proceeding', () => {
  const nothing = given(prosecutionDecider, []);

  it("gives it to a prosecutor's office, with each article once", () => nothing.when(register).then([registered]));

  it("takes no other office than a prosecutor's", () =>
    nothing.when({ ...register, officeIsProsecution: false }).refused('rule', '/office'));

  it('is today at the latest', () => {
    nothing.when({ ...register, registeredOn: '2026-03-11' }).refused('rule', '/registeredOn');
    expect(nothing.when({ ...register, registeredOn: today }).decision).toMatchObject([{ data: { late: false } }]);
  });

  it('happens once, and before it moves', () => {
    given(prosecutionDecider, [registered]).when(register).refused('wrong-state');
    nothing.when(move('Investigation')).refused('unknown-item');
    nothing.when(requalify).refused('unknown-item');
  });
});

/** The way to each stage, and where a proceeding may go from there. */
const ways: Record<ProceedingStage, [way: ProceedingStage[], onward: ProceedingStage[]]> = {
  Registered: [[], ['Investigation', 'Suspended', 'Dismissed', 'SentToCourt']],
  Investigation: [['Investigation'], ['Suspended', 'Dismissed', 'SentToCourt']],
  Suspended: [['Suspended'], ['Investigation', 'Reopened', 'Dismissed', 'SentToCourt']],
  Dismissed: [['Dismissed'], ['Reopened']],
  Reopened: [
    ['Dismissed', 'Reopened'],
    ['Investigation', 'Suspended', 'Dismissed', 'SentToCourt'],
  ],
  SentToCourt: [['SentToCourt'], ['Trial', 'Investigation', 'Dismissed', 'Convicted', 'Acquitted']],
  Trial: [
    ['SentToCourt', 'Trial'],
    ['Convicted', 'Acquitted', 'Dismissed', 'Suspended'],
  ],
  Convicted: [
    ['SentToCourt', 'Convicted'],
    ['Appeal', 'Final', 'Trial'],
  ],
  Acquitted: [
    ['SentToCourt', 'Acquitted'],
    ['Appeal', 'Final', 'Trial'],
  ],
  Appeal: [
    ['SentToCourt', 'Convicted', 'Appeal'],
    ['Convicted', 'Acquitted', 'Trial', 'Final'],
  ],
  Final: [['SentToCourt', 'Convicted', 'Final'], ['Reopened']],
};
const historyTo = (stage: ProceedingStage): ProsecutionEvent[] => {
  const [way] = ways[stage];
  return [registered, ...way.map((to, step) => moved(way[step - 1] ?? 'Registered', to))];
};

describe('moving a proceeding', () => {
  const table = proceedingStages.flatMap((from) =>
    proceedingStages.map((stage): [ProceedingStage, ProceedingStage] => [from, stage]),
  );

  it.each(table)('from %s to %s', (from, stage) => {
    const [, onward] = ways[from];
    const outcome = given(prosecutionDecider, historyTo(from)).when(move(stage));
    if (onward.includes(stage)) outcome.then([moved(from, stage)]);
    else outcome.refused('wrong-state');
  });

  const then = given(prosecutionDecider, [registered]);

  it.each(['Dismissed', 'Suspended'] as const)('to %s needs a ground', (stage) => {
    then.when({ ...move(stage), ground: undefined }).refused('rule', '/ground');
    then.when({ ...move(stage), ground: ' ' }).refused('rule', '/ground');
  });

  it('to other stages needs none', () =>
    then.when({ ...move('Investigation'), ground: undefined }).then([
      {
        type: 'ProceedingStageMoved',
        data: { ...about, from: 'Registered', stage: 'Investigation', on: '2026-03-08', late: true },
      },
    ]));

  it('is not before the last stage, nor in the future', () => {
    then.when({ ...move('Investigation'), on: '2026-03-06' }).refused('rule', '/on');
    expect(then.when({ ...move('Investigation'), on: '2026-03-07' }).decision).toHaveLength(1);
    expect(then.when({ ...move('Investigation'), on: today }).decision).toMatchObject([{ data: { late: false } }]);
    then.when({ ...move('Investigation'), on: '2026-03-11' }).refused('rule', '/on');
    given(prosecutionDecider, [registered, moved('Registered', 'Investigation')])
      .when({ ...move('SentToCourt'), on: '2026-03-07' })
      .refused('rule', '/on');
    given(prosecutionDecider, [registered, requalified('171', '124')])
      .when({ ...move('Investigation'), on: '2026-03-07' })
      .refused('rule', '/on');
  });
});

describe('requalifying a charge', () => {
  const then = given(prosecutionDecider, [registered]);

  it('keeps the old article and the new one', () => then.when(requalify).then([requalified('171', '124')]));

  it.each(proceedingStages)('at %s', (stage) => {
    const outcome = given(prosecutionDecider, historyTo(stage)).when(requalify);
    if (endedStages.has(stage)) outcome.refused('wrong-state');
    else outcome.then([requalified('171', '124')]);
  });

  it('is from an article that the proceeding is under now, to another one', () => {
    then.when({ ...requalify, from: '124' }).refused('rule', '/from');
    then.when({ ...requalify, to: '171' }).refused('rule', '/to');
    const changed = given(prosecutionDecider, [registered, requalified('171', '124')]);
    changed.when(requalify).refused('rule', '/from');
    changed.when({ ...requalify, from: '124', to: '171' }).then([requalified('124', '171')]);
  });

  it('to an article that is there already makes the two one', () => {
    then.when({ ...requalify, to: '166' }).then([requalified('171', '166')]);
    const merged = given(prosecutionDecider, [registered, requalified('171', '166')]);
    merged.when({ ...requalify, to: '166' }).refused('rule', '/from');
    merged.when({ ...requalify, from: '166', to: '124' }).then([requalified('166', '124')]);
  });

  it('needs a ground', () => then.when({ ...requalify, ground: ' ' }).refused('rule', '/ground'));

  it('is not before the last step, nor in the future', () => {
    then.when({ ...requalify, on: '2026-03-06' }).refused('rule', '/on');
    expect(then.when({ ...requalify, on: '2026-03-07' }).decision).toHaveLength(1);
    expect(then.when({ ...requalify, on: today }).decision).toMatchObject([{ data: { late: false } }]);
    then.when({ ...requalify, on: '2026-03-11' }).refused('rule', '/on');
    for (const last of [moved('Registered', 'Investigation'), requalified('166', '124')]) {
      given(prosecutionDecider, [registered, last])
        .when({ ...requalify, on: '2026-03-07' })
        .refused('rule', '/on');
    }
  });
});

it.each([
  [['166', '171'], '166', '170-1', ['170-1', '171']],
  [['166', '171'], '166', '171', ['171']],
])('%p are, when %s was requalified to %s, %p', (articles, from, to, expected) => {
  expect(articlesAfter(articles, { from, to })).toEqual(expected);
});

it('the number of an article is written with a dash or a dot', () => {
  for (const number of ['7', '166', '130.1', '166-12']) expect(number).toMatch(articleNumber);
  for (const none of ['', '1666', '166.', '166-123', '166, 171', 'Art. 166']) expect(none).not.toMatch(articleNumber);
});

const anyArticle = fc.constantFrom('166', '167', '170-1');

const anyCommand: fc.Arbitrary<ProsecutionCommand> = fc.oneof(
  fc.record({
    type: fc.constant('RegisterProceeding' as const),
    proceedingId: anyId,
    caseId: anyId,
    office: anyId,
    registeredBy: anyId,
    registerNumber: fc.string(),
    registeredOn: anyDate,
    articles: fc.array(anyArticle, { minLength: 1, maxLength: 3 }),
    officeIsProsecution: fc.boolean(),
    today: anyDate,
  }),
  {
    weight: 5,
    arbitrary: fc.record({
      type: fc.constant('MoveStage' as const),
      stage: fc.constantFrom(...proceedingStages),
      on: anyDate,
      ground: anyWords,
      today: anyDate,
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      type: fc.constant('RequalifyCharge' as const),
      from: anyArticle,
      to: anyArticle,
      on: anyDate,
      ground: fc.constantFrom('W', ' '),
      today: anyDate,
    }),
  },
);

describe('any history of a proceeding', () => {
  it('is registered once and first, and each step follows the last one, in order of dates', () =>
    holdsForAnyHistory(prosecutionDecider, prosecutionEvents, anyCommand, (history) => {
      let stage: ProceedingStage | undefined;
      let articles: readonly string[] = [];
      let lastOn = '';
      for (const { type, data } of history) {
        if (type === 'ProceedingRegistered') {
          expect(stage).toBeUndefined();
          [stage, articles, lastOn] = ['Registered', data.articles, data.registeredOn];
          continue;
        }
        expect(data.on >= lastOn).toBe(true);
        lastOn = data.on;
        if (type === 'ProceedingStageMoved') {
          expect(data.from).toBe(stage);
          expect(data.stage).not.toBe(stage);
          stage = data.stage;
        } else {
          expect(endedStages.has(stage!)).toBe(false);
          expect(articles).toContain(data.from);
          expect(data.to).not.toBe(data.from);
          articles = articlesAfter(articles, data);
        }
        expect(articles).toEqual([...new Set(articles)]);
        expect(articles.length).toBeGreaterThan(0);
      }
    }));
});
