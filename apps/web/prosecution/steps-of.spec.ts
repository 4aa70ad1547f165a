import type { ProceedingOnFileAnswer } from '../api/answers.js';
import { lastStepOn, stepsOf } from './steps-of.js';

const on = '2026-11-02';
const proceeding: ProceedingOnFileAnswer = {
  proceedingId: 'proceeding',
  office: 'office',
  registeredOn: '2026-11-01',
  articles: ['170'],
  stage: 'SentToCourt',
  stages: [
    { stage: 'Investigation', on, recordedAt: '2026-11-02T06:00:00.000001Z' },
    { stage: 'SentToCourt', on, recordedAt: '2026-11-02T06:00:00.000003Z' },
  ],
  requalifications: [{ from: '166', to: '170', on, recordedAt: '2026-11-02T06:00:00.000002Z' }],
};

it('the steps of one day are in the order in which they were recorded', () => {
  expect(stepsOf(proceeding)).toMatchObject([
    { stage: 'Registered', on: '2026-11-01' },
    { stage: 'Investigation' },
    { from: '166', to: '170' },
    { stage: 'SentToCourt' },
  ]);
});

it('the last step is the registration, a stage or a requalification', () => {
  expect(lastStepOn({ ...proceeding, stages: [], requalifications: [] })).toBe('2026-11-01');
  const changed = { from: '170', to: '166', on: '2026-11-05', recordedAt: '2026-11-05T06:00:00.000001Z' };
  expect(lastStepOn({ ...proceeding, requalifications: [changed] })).toBe('2026-11-05');
  expect(lastStepOn({ ...proceeding, requalifications: [] })).toBe(on);
});
