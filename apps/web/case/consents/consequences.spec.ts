import { careGroups as careGroupsOfTheApi } from '../../../../libs/case-file/consented.js';
import type { CaseAnswer, ConsentOnFileAnswer, ReferralOnFileAnswer } from '../../api/answers.js';
import { careGroups, consequencesOf } from './consequences.js';

const consent: ConsentOnFileAnswer = {
  consentId: 'consent',
  purpose: 'Referral',
  recipients: ['shelter'],
  fieldGroups: ['Identity', 'Needs'],
  givenOn: '2026-11-02',
  withdrawn: false,
};
const referral: ReferralOnFileAnswer = {
  referralId: 'referral',
  from: 'police',
  to: 'shelter',
  fieldGroups: ['Identity', 'Needs'],
  consentId: 'consent',
  respondBy: '2026-11-03T06:00:00Z',
  state: 'HandedOver',
  arrived: true,
};
const nothing = { recipients: [], fieldGroups: [], keepNothing: false };

function caseWith(given: Partial<ReferralOnFileAnswer>, others: Partial<CaseAnswer> = {}): CaseAnswer {
  const file = {
    caseId: 'case',
    holder: 'shelter',
    consents: [consent],
    referrals: [{ ...referral, ...given }],
    ...others,
  };
  return file as CaseAnswer;
}

it('keeps what the API keeps for whoever cares for her', () => {
  expect([...careGroups].sort()).toEqual([...careGroupsOfTheApi].sort());
});

it('closes all but what is needed to care for her, where she is', () => {
  expect(consequencesOf(caseWith({}), consent, nothing)).toEqual([
    { organisationId: 'shelter', recalled: false, closed: ['Identity'], kept: ['Needs'] },
  ]);
  expect(consequencesOf(caseWith({}), consent, { ...nothing, keepNothing: true })).toMatchObject([
    { closed: ['Identity', 'Needs'], kept: [] },
  ]);
});

it('recalls a referral that nobody answered', () => {
  expect(consequencesOf(caseWith({ state: 'Sent' }, { holder: 'police' }), consent, nothing)).toEqual([
    { organisationId: 'shelter', recalled: true, closed: [], kept: [] },
  ]);
});

it('closes what she takes out of it, and nothing of an organisation that saw nothing by it', () => {
  const less = { recipients: ['shelter'], fieldGroups: ['Needs'], keepNothing: false };
  expect(consequencesOf(caseWith({}), consent, less)).toMatchObject([{ closed: ['Identity'], kept: [] }]);
  expect(consequencesOf(caseWith({ state: 'Declined' }), consent, nothing)).toEqual([]);
});

it('leaves what another consent in force brings', () => {
  const other = { ...consent, consentId: 'other', purpose: 'Identification', fieldGroups: ['Identity'] };
  const file = caseWith({}, { consents: [consent, other] });
  expect(consequencesOf(file, consent, nothing)).toMatchObject([{ closed: [], kept: ['Needs'] }]);
});
