import type { CaseAnswer } from '../api/answers.js';
import { chosenCountries } from './countries-field.js';
import { nobodyKnown, personFields, personOf, type FactValues, type PersonValues } from './fact-values.js';

/** What can be put right, and why it is. */
export type CorrectionValues = FactValues & PersonValues & { readonly narrative: string; readonly reason: string };

/** The facts, in the order they are asked for. */
export const factNames = [
  'entryChannel',
  'identifiedOn',
  'region',
  'ageGroup',
  'gender',
  'citizenships',
  'exploitation',
  'countriesOfExploitation',
] as const satisfies readonly (keyof FactValues)[];

/** What is said now, as far as the reader sees it; of what is shown as a mask nothing: a mask is not what was said. */
export function correctionStart({ facts, person = {}, narrative = '', masked = [] }: CaseAnswer): CorrectionValues {
  const seen = { ...nobodyKnown };
  const hidden = new Set(masked.flatMap((group) => fieldsOf[group] ?? []));
  for (const field of personFields) if (!hidden.has(field)) seen[`person.${field}`] = person[field] ?? '';
  return {
    entryChannel: facts?.entryChannel ?? '',
    identifiedOn: facts?.identifiedOn ?? '',
    region: facts?.region ?? '',
    ageGroup: facts?.ageGroup ?? '',
    gender: facts?.gender ?? '',
    citizenships: facts?.citizenships ?? [],
    exploitation: facts?.exploitation ?? [],
    countriesOfExploitation: facts?.countriesOfExploitation ?? [],
    ...seen,
    narrative: masked.includes('Narrative') ? '' : narrative,
    reason: '',
  };
}

/** Which fields of the person are in which group. */
const fieldsOf: Readonly<Record<string, readonly string[]>> = {
  Identity: ['name', 'birthDate', 'identityNumber'],
  Contact: ['phone', 'email'],
  SafeContact: ['safeContact'],
  Location: ['address'],
};

/** The facts that are said otherwise now; what is left empty stays as it is. */
export const changedFacts = (values: FactValues, before: FactValues): Partial<FactValues> =>
  Object.fromEntries(
    factNames
      .map((field) => {
        const value = values[field];
        return [field, typeof value === 'string' ? value : chosenCountries(value)] as const;
      })
      .filter(
        ([field, value]) =>
          (value.length > 0 || field === 'countriesOfExploitation') &&
          JSON.stringify(value) !== JSON.stringify(before[field]),
      ),
  );

/** What is said otherwise of the person now; undefined: nothing. */
export function changedPerson(
  values: PersonValues,
  before: PersonValues,
): Readonly<Record<string, string>> | undefined {
  const was = personOf(before) ?? {};
  const changed = Object.entries(personOf(values) ?? {}).filter(([field, value]) => value !== was[field]);
  return changed.length === 0 ? undefined : Object.fromEntries(changed);
}
