import * as fc from 'fast-check';
import { proceedingStages, type ProceedingStage } from '#nrm/codes';
import { given } from '../../kernel/decider.testing.js';
import { anyDate, anyId, anyWords, holdsForAnyHistory, id } from '../any-history.testing.js';
import {
  prosecutionDecider,
  prosecutionEvents,
  type MoveStage,
  type ProsecutionCommand,
  type ProsecutionEvent,
  type RegisterProceeding,
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
  });
});

describe('moving a proceeding', () => {
  /** The way to each stage, and where it may go from there. */
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
  const table = proceedingStages.flatMap((from) =>
    proceedingStages.map((stage): [ProceedingStage, ProceedingStage] => [from, stage]),
  );

  it.each(table)('from %s to %s', (from, stage) => {
    const [way, onward] = ways[from];
    const history = [registered, ...way.map((to, step) => moved(way[step - 1] ?? 'Registered', to))];
    const outcome = given(prosecutionDecider, history).when(move(stage));
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
  });
});

const anyCommand: fc.Arbitrary<ProsecutionCommand> = fc.oneof(
  fc.record({
    type: fc.constant('RegisterProceeding' as const),
    proceedingId: anyId,
    caseId: anyId,
    office: anyId,
    registeredBy: anyId,
    registerNumber: fc.string(),
    registeredOn: anyDate,
    articles: fc.array(fc.constantFrom('166', '167', '170-1'), { minLength: 1, maxLength: 3 }),
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
);

describe('any history of a proceeding', () => {
  it('is registered once and first, and each stage follows the last one, in order of dates', () =>
    holdsForAnyHistory(prosecutionDecider, prosecutionEvents, anyCommand, (history) => {
      let stage: ProceedingStage | undefined;
      let on = '';
      for (const { type, data } of history) {
        if (type === 'ProceedingRegistered') {
          expect(stage).toBeUndefined();
          [stage, on] = ['Registered', data.registeredOn];
        } else {
          expect(data.from).toBe(stage);
          expect(data.stage).not.toBe(stage);
          expect(data.on >= on).toBe(true);
          [stage, on] = [data.stage, data.on];
        }
      }
    }));
});
