import type { InstallationAnswer } from '../api/answers.js';
import type { Write } from '../api/client.js';
import type { Role } from '../codes.js';
import type { FieldErrors } from '../components/error-summary.js';
import { checkConsent, consentWrite, noConsentYet, type ConsentValues } from '../consent/consent-values.js';
import type { EnteredRow, Follower } from '../offline/entry.js';
import { checkChild, childViewsWrite, howHeard, notHeardYet, type ChildValues } from './child-values.js';
import { chosenCountries } from './countries-field.js';
import {
  checkFacts,
  checkPerson,
  nobodyKnown,
  personOf,
  type Complaints,
  type FactValues,
  type PersonValues,
} from './fact-values.js';

/** Everything that is asked when a presumed victim is logged. */
export type IdentifyValues = FactValues &
  PersonValues &
  ConsentValues &
  ChildValues & {
    /** Made here, so that what belongs to the case can be sent without network, too. */
    readonly caseId: string;
    readonly narrative: string;
    readonly needs: string;
  };

/** By which door somebody comes to whom. */
export const channelOf = (roles: readonly Role[]): string => {
  if (roles.some((role) => role.startsWith('police'))) return 'Police';
  if (roles.some((role) => role.startsWith('ngo'))) return 'NGO';
  if (roles.includes('consular-officer')) return 'Consular';
  return roles.includes('labour-inspector') ? 'LabourInspection' : 'ChildProtection';
};

/** A form that nobody has filled in: what is true mostly is there already. */
export const startOf = (entryChannel: string, today: string, region: string, language: string): IdentifyValues => ({
  caseId: crypto.randomUUID(),
  entryChannel,
  identifiedOn: today,
  region,
  ageGroup: '',
  gender: '',
  citizenships: [],
  exploitation: [],
  countriesOfExploitation: [],
  ...nobodyKnown,
  narrative: '',
  needs: '',
  ...noConsentYet(language),
  ...notHeardYet(),
});

export const isAdult = ({ ageGroup }: Pick<FactValues, 'ageGroup'>): boolean => ageGroup === 'Adult';

/** What is wrong, by field. */
export const checkIdentify = (values: IdentifyValues, today: string, say: Complaints): FieldErrors => ({
  ...checkFacts(values, today, say),
  ...checkPerson(values, today, say),
  ...(isAdult(values) ? checkConsent(values, say.required) : checkChild(values, say.required)),
});

/** What logs her. */
export function caseWrite(values: IdentifyValues): Pick<Write, 'path' | 'body'> {
  const { caseId, entryChannel, identifiedOn, region, ageGroup, gender, exploitation, narrative, needs } = values;
  const person = personOf(values);
  const countriesOfExploitation = chosenCountries(values.countriesOfExploitation);
  return {
    path: '/cases',
    body: {
      caseId,
      entryChannel,
      identifiedOn,
      ...(region === '' ? {} : { region }),
      ageGroup,
      gender,
      citizenships: chosenCountries(values.citizenships),
      exploitation,
      ...(countriesOfExploitation.length > 0 ? { countriesOfExploitation } : {}),
      ...(person ? { person } : {}),
      ...(narrative.trim() === '' ? {} : { narrative: narrative.trim() }),
      ...(needs.trim() === '' ? {} : { needs: needs.trim() }),
    },
  };
}

/**
 * What is recorded with it: an adult's consent, or how a child was heard; once the case is stored it can be changed in a
 * form of its own. `summary`: in words.
 */
export function writesAfter(
  values: IdentifyValues,
  today: string,
  installation: InstallationAnswer,
  summary: readonly EnteredRow[],
): Follower[] {
  const { caseId, consentId, agrees, recipients, fieldGroups, language, form } = values;
  if (!isAdult(values)) {
    const heard = { ...howHeard(values), on: today };
    return [
      {
        ...childViewsWrite(caseId, values, today),
        kind: 'kind.childViews',
        summary,
        form: { address: `/cases/${caseId}/views`, draft: `child ${caseId}`, typed: { values: heard, initial: heard } },
      },
    ];
  }
  if (agrees !== 'Given') return [];
  const given = { consentId, agrees, recipients, fieldGroups, language, form, purpose: 'Referral', givenOn: today };
  return [
    {
      ...consentWrite(caseId, values, today, installation),
      kind: 'kind.consent',
      summary,
      form: {
        address: `/cases/${caseId}/consents/new`,
        draft: `consent ${caseId}`,
        typed: { values: given, initial: given },
      },
    },
  ];
}
