import type { FieldErrors } from '../components/error-summary.js';

/** The coded facts of an identification, named as the API names them; empty: not said. */
export type FactValues = {
  readonly entryChannel: string;
  readonly identifiedOn: string;
  readonly region: string;
  readonly ageGroup: string;
  readonly gender: string;
  readonly citizenships: readonly string[];
  readonly exploitation: readonly string[];
  readonly countriesOfExploitation: readonly string[];
};

/** What may be said of the person, all of it sealed. */
export type PersonValues = {
  readonly 'person.name': string;
  readonly 'person.birthDate': string;
  readonly 'person.identityNumber': string;
  readonly 'person.phone': string;
  readonly 'person.email': string;
  readonly 'person.safeContact': string;
  readonly 'person.address': string;
};

export const personFields = [
  'name',
  'birthDate',
  'identityNumber',
  'phone',
  'email',
  'safeContact',
  'address',
] as const;

/** A person of whom nothing is said. */
export const nobodyKnown: PersonValues = {
  'person.name': '',
  'person.birthDate': '',
  'person.identityNumber': '',
  'person.phone': '',
  'person.email': '',
  'person.safeContact': '',
  'person.address': '',
};

/** What is wrong in words, by what a field lacks. */
export interface Complaints {
  /** Nothing was chosen or written in a field, by the API's name of it. */
  required(field: string): string;
  readonly date: string;
  readonly exploitation: string;
  readonly phone: string;
}

const needed = ['entryChannel', 'identifiedOn', 'ageGroup', 'gender', 'citizenships', 'exploitation'] as const;

/** What is wrong with the facts, by field. */
export function checkFacts(values: FactValues, today: string, say: Complaints): FieldErrors {
  const missing = needed.filter((field) => [values[field]].flat().every((value) => value === ''));
  return {
    ...Object.fromEntries(missing.map((field) => [field, say.required(field)])),
    ...(values.identifiedOn > today ? { identifiedOn: say.date } : {}),
    ...(isUnknownAndNamed(values.exploitation) ? { exploitation: say.exploitation } : {}),
  };
}

/** What happened to her is unknown, or it is named; not both. */
export const isUnknownAndNamed = (exploitation: readonly string[]): boolean =>
  exploitation.length > 1 && exploitation.includes('Unknown');

/** What is wrong with what is said of the person, by field. */
export function checkPerson(values: PersonValues, today: string, say: Complaints): FieldErrors {
  const phone = phoneOf(values['person.phone']);
  return {
    ...(values['person.birthDate'] > today ? { 'person.birthDate': say.date } : {}),
    ...(phone !== '' && !/^\+[1-9]\d{6,14}$/.test(phone) ? { 'person.phone': say.phone } : {}),
  };
}

/** A telephone number as people write it, without what only helps to read it. */
const phoneOf = (written: string): string => written.replaceAll(/[\s()-]/g, '').replace(/^00/, '+');

/** What is said of the person, for the API; undefined: nothing. */
export function personOf(values: PersonValues): Readonly<Record<string, string>> | undefined {
  const said = personFields.flatMap((field) => {
    const written = values[`person.${field}`].trim();
    return written === '' ? [] : [[field, field === 'phone' ? phoneOf(written) : written] as const];
  });
  return said.length === 0 ? undefined : Object.fromEntries(said);
}
