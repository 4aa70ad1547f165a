import type { CaseAnswer } from '../api/answers.js';
import { stepsOpenTo } from './steps.js';

const file = { caseId: 'case', stage: 'InAssistance', timeline: [], hidden: [] } as unknown as CaseAnswer;
const proceedings = [{ proceedingId: 'proceeding' }] as CaseAnswer['proceedings'];
const offered = (some: Partial<CaseAnswer>, role: string, ...relations: string[]) =>
  stepsOpenTo({ ...file, ...some }, [role], relations).map(({ name }) => name);

it('gives no hand in a file that was opened in an emergency', () => {
  expect(offered({ proceedings }, 'police-officer', 'Emergency')).toEqual([]);
});

it('gives a prosecutor the proceeding, and a commission the decision', () => {
  expect(offered({ proceedings }, 'prosecutor', 'Proceeding')).toEqual(['moveProceeding']);
  expect(offered({}, 'commission-member', 'Commission')).toEqual(['decide']);
});

it('plans and refers only while the case is open', () => {
  expect(offered({}, 'ngo-caseworker', 'Holder')).toEqual(expect.arrayContaining(['assist', 'refer', 'rehabilitate']));
  const closed = offered({ stage: 'Closed' }, 'ngo-caseworker', 'Holder');
  expect(closed).not.toContain('assist');
  expect(closed).not.toContain('refer');
  expect(closed).toContain('rehabilitate');
});

it('answers a referral while it waits, on the page of the role', () => {
  const offer = { referralId: 'referral', services: [], respondBy: '2026-11-03T06:00:00Z' };
  expect(offered({}, 'ngo-caseworker', 'Offered')).toEqual([]);
  expect(stepsOpenTo({ ...file, offer }, ['ngo-caseworker'], ['Offered'])).toEqual([{ name: 'answer', to: '/inbox' }]);
  expect(stepsOpenTo({ ...file, offer }, ['police-officer'], ['Offered'])).toEqual([
    { name: 'answer', to: '/referrals/received' },
  ]);
});
