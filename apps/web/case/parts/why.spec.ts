import { disclosurePolicy } from '../../../../libs/access/disclosure-policy.js';
import { nothingAllows, secondFactorMissing } from '../../../../libs/access/disclose.js';
import { caseRoles } from '../roles.js';
import { explainedRules } from './why.js';

it('every rule that hides or masks something from those with a part in a case has words', () => {
  const rules = disclosurePolicy.rules
    .filter(({ decision, roles }) => decision !== 'Show' && roles.some((role) => caseRoles.some((one) => one === role)))
    .map(({ id }) => id);
  // notes are shown on a way of their own
  const expected = [...rules, nothingAllows.rule, secondFactorMissing.rule, 'own-counselling-notes'];
  expect([...explainedRules].sort()).toEqual(expected.sort());
});
