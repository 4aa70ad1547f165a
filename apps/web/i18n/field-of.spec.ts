import { fieldOf } from './field-of.js';

it.each([
  ['/on', 'on'],
  ['/person/phone', 'person.phone'],
  ['/services/2', 'services'],
  ['/goals/1/goalId', 'goals.goalId'],
  ['/path/caseId', undefined],
  ['/headers/if-match', undefined],
  ['', undefined],
])('the field of %p is %p', (pointer, field) => {
  expect(fieldOf(pointer)).toBe(field);
});
