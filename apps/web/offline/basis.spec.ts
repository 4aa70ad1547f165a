import type { CaseAnswer } from '../api/answers.js';
import { basisOf, standsAs } from './basis.js';

const facts = { ageGroup: 'Adult', gender: 'Feminine' } as CaseAnswer['facts'];
const file = { caseId: 'c', status: 'Presumed', facts, assisted: false } as CaseAnswer;
const { goesBy } = basisOf(file, '"1"', ['status', 'facts', 'decisions']);
// as it is kept on the device
const kept = JSON.parse(JSON.stringify(goesBy)) as typeof goesBy;

it('does not mind what happens beside the parts that a writer goes by', () => {
  expect(standsAs(kept, { ...file, assisted: true, consents: [] })).toBe(true);
});

it('minds a part that changed, and one that was not there', () => {
  expect(standsAs(kept, { ...file, facts: { ...facts, gender: 'Masculine' } as CaseAnswer['facts'] })).toBe(false);
  expect(standsAs(kept, { ...file, decisions: [] })).toBe(false);
});
