import * as fc from 'fast-check';
import { services } from '#nrm/codes';
import { given } from '../../kernel/decider.testing.js';
import { anyDate, anyId, anyWords, holdsForAnyHistory, id } from '../any-history.testing.js';
import {
  assistanceDecider,
  assistanceEvents,
  type AssistanceCommand,
  type DeliverService,
  type PlanAssistance,
  type RecordNote,
} from './index.js';

const today = '2026-03-10';
const [caseId, organisationId] = [id(1), id(2)];
const plan: PlanAssistance = {
  type: 'PlanAssistance',
  caseId,
  organisationId,
  needs: ['Shelter', 'Legal', 'Shelter'],
  goals: [
    { goalId: 'g1', service: 'Legal', description: 'W' },
    { goalId: 'g2', service: 'Shelter', description: 'W' },
  ],
  closed: false,
  today,
};
const deliver: DeliverService = {
  type: 'DeliverService',
  caseId,
  organisationId,
  service: 'Shelter',
  deliveredOn: '2026-03-09',
  closed: false,
  today,
};
const nothing = given(assistanceDecider, []);

describe('planning assistance', () => {
  it('names needs in order, each once, and goals as they are', () =>
    nothing.when(plan).then([
      {
        type: 'AssistancePlanned',
        data: { caseId, organisationId, needs: ['Legal', 'Shelter'], goals: [...plan.goals] },
      },
    ]));

  it('gives each goal a label of its own', () => {
    const [first, second] = plan.goals as [PlanAssistance['goals'][number], PlanAssistance['goals'][number]];
    nothing.when({ ...plan, goals: [first, second, { ...second, goalId: 'g1' }] }).refused('rule', '/goals/2/goalId');
    expect(nothing.when({ ...plan, goals: [] }).decision).toHaveLength(1);
  });

  it('is not done on a closed case', () => nothing.when({ ...plan, closed: true }).refused('wrong-state'));
});

describe('delivering a service', () => {
  it('is recorded, with or without a plan', () =>
    nothing.when({ ...deliver, note: 'W' }).then([
      {
        type: 'ServiceDelivered',
        data: { caseId, organisationId, service: 'Shelter', deliveredOn: '2026-03-09', note: 'W', late: true },
      },
    ]));

  it('is today at the latest', () => {
    nothing.when({ ...deliver, deliveredOn: '2026-03-11' }).refused('rule', '/deliveredOn');
    expect(nothing.when({ ...deliver, deliveredOn: today }).decision).toMatchObject([{ data: { late: false } }]);
  });

  it('is not done on a closed case', () => nothing.when({ ...deliver, closed: true }).refused('wrong-state'));
});

describe('a note', () => {
  const [counselling, health] = (['RecordCounsellingNote', 'RecordHealthNote'] as const).map((type) => ({
    type,
    caseId,
    organisationId,
    noteId: id(3),
    text: 'W',
    closed: false,
  })) as [RecordNote, RecordNote];

  it('is recorded, once', () => {
    const data = { caseId, organisationId, noteId: id(3), text: 'W' };
    nothing.when(counselling).then([{ type: 'CounsellingNoteRecorded', data }]);
    nothing.when(health).then([{ type: 'HealthNoteRecorded', data }]);
    given(assistanceDecider, [{ type: 'HealthNoteRecorded', data }])
      .when(counselling)
      .refused('wrong-state');
  });

  it('is not recorded on a closed case', () => nothing.when({ ...health, closed: true }).refused('wrong-state'));
});

const anyService = fc.constantFrom(...services);
const anyCommand: fc.Arbitrary<AssistanceCommand> = fc.oneof(
  fc.record({
    type: fc.constant('PlanAssistance' as const),
    caseId: anyId,
    organisationId: anyId,
    needs: fc.array(anyService, { minLength: 1, maxLength: 3 }),
    goals: fc.array(
      fc.record({
        goalId: fc.constantFrom('g1', 'g2', '__proto__', 'toString'),
        service: anyService,
        description: fc.string(),
      }),
      { maxLength: 3 },
    ),
    closed: fc.boolean(),
    today: anyDate,
  }),
  fc.record({
    type: fc.constant('DeliverService' as const),
    caseId: anyId,
    organisationId: anyId,
    service: anyService,
    deliveredOn: anyDate,
    note: anyWords,
    closed: fc.boolean(),
    today: anyDate,
  }),
  fc.record({
    type: fc.constantFrom('RecordCounsellingNote' as const, 'RecordHealthNote' as const),
    caseId: anyId,
    organisationId: anyId,
    noteId: anyId,
    text: fc.string(),
    closed: fc.boolean(),
  }),
);

describe('any history of assistance', () => {
  it('has plans whose goals, and notes, can be told apart', () =>
    holdsForAnyHistory(assistanceDecider, assistanceEvents, anyCommand, (history) => {
      const notes = history.flatMap(({ data }) => ('noteId' in data ? [data.noteId] : []));
      expect(notes).toEqual([...new Set(notes)]);
      for (const event of history) {
        if (event.type !== 'AssistancePlanned') continue;
        const labels = event.data.goals.map(({ goalId }) => goalId);
        expect(labels).toEqual([...new Set(labels)]);
      }
    }));
});
