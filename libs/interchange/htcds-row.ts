import { isCountryCode } from '#http';
import { isLocalDate } from '#kernel';
import {
  ageGroups,
  entryChannels,
  exploitations,
  genders,
  identificationStatuses,
  organisationTypes,
  type IdentificationStatus,
  type OrganisationType,
} from '#nrm/codes';
import type { IdentificationFacts } from '#nrm/identification';

/** The columns an import takes: HTCDS 2.0 names, and ours with `ext_`. */
export const requiredColumns = [
  'cas_Name',
  'cas_IncomingReferralDate',
  'org_Type',
  'org_Name',
  'vic_TypeOfExploitation',
  'ext_AgeGroupWhenTrafficked',
  'prs_Gender',
  'prs_Citizenship',
] as const;
export const optionalColumns = [
  'vic_TraffickingStatus',
  'ext_Region',
  'ext_CountriesOfExploitation',
  'ext_EntryChannel',
] as const;
type Column = (typeof requiredColumns)[number] | (typeof optionalColumns)[number];

/** What a row says. */
export interface HtcdsRow {
  readonly reference: string;
  readonly organisation: { readonly name: string; readonly type: OrganisationType };
  /** Absent: the row does not say. */
  readonly status?: IdentificationStatus;
  readonly facts: IdentificationFacts;
}

/** What is wrong with a row, and in which column. The reason never repeats the value. */
export interface RowError {
  readonly column: string;
  readonly reason: string;
}

/** Whether a row could not be read. */
export const isRowErrors = (row: HtcdsRow | readonly RowError[]): row is readonly RowError[] => Array.isArray(row);

/** By which door cases of an organisation come in, where the row does not say. */
const channelOf: Record<OrganisationType, IdentificationFacts['entryChannel']> = {
  NGO: 'NGO',
  LawEnforcement: 'Police',
  HealthServiceOrganisation: 'Health',
  CentralGovernmentOrganisation: 'CentralGovernment',
  LocalGovernmentOrganisation: 'LocalGovernment',
  ImmigrationService: 'ImmigrationService',
  LegalService: 'Other',
  CorporateBusiness: 'Other',
  SchoolOrCollege: 'Education',
  Prosecution: 'Prosecution',
  InteragencyCommission: 'Other',
  ConsularService: 'Consular',
  LabourInspection: 'LabourInspection',
  ChildProtection: 'ChildProtection',
  InternationalOrganisation: 'InternationalOrganisation',
  NationalRapporteur: 'Other',
  Administration: 'Other',
};

/** What is wrong with the header of a file: missing, unknown and repeated columns. Empty: nothing. */
export function headerErrors(header: readonly string[]): RowError[] {
  const known = new Set<string>([...requiredColumns, ...optionalColumns]);
  const columns = [...known].join(', ');
  return [
    ...requiredColumns
      .filter((column) => !header.includes(column))
      .map((column) => ({ column, reason: 'is missing from the header' })),
    ...header
      .filter((column) => !known.has(column))
      .map((column) => ({
        column: /^[\w ]{1,60}$/.test(column) ? column : 'header',
        reason: `is not a column that an import takes; those are ${columns}`,
      })),
    ...header
      .filter((column, index) => known.has(column) && header.indexOf(column) !== index)
      .map((column) => ({ column, reason: 'is in the header twice' })),
  ];
}

/** Reads the values of a row; every column that is wrong is told. */
export function readHtcdsRow(header: readonly string[], values: readonly string[]): HtcdsRow | RowError[] {
  if (values.length !== header.length) {
    return [{ column: 'row', reason: `has ${values.length} columns, the header has ${header.length}` }];
  }
  const errors: RowError[] = [];
  const text = (column: Column): string => values[header.indexOf(column)]?.trim() ?? '';
  const wrong = (column: Column, reason: string): void => void errors.push({ column, reason });

  const needed = (column: Column, longest: number): string => {
    const value = text(column);
    if (value === '') wrong(column, 'is empty');
    else if (value.length > longest) wrong(column, `is longer than ${longest} characters`);
    return value;
  };
  const oneOf = <T extends string>(column: Column, list: readonly T[]): T => {
    const value = text(column);
    const found = list.find((item) => item === value);
    const named = list.join(', ');
    if (found === undefined) wrong(column, value === '' ? 'is empty' : `is none of ${named}`);
    return found ?? list[0]!;
  };
  const setOf = <T extends string>(
    column: Column,
    matches: (value: string) => value is T,
    what: string,
    needsOne = true,
  ): T[] => {
    const items = text(column)
      .split(';')
      .map((item) => item.trim())
      .filter((item) => item !== '');
    if (items.length === 0 && needsOne) wrong(column, 'is empty');
    if (!items.every(matches)) wrong(column, `has a value that is no ${what}; several are joined by ;`);
    return [...new Set(items.filter(matches))].sort();
  };
  const isExploitation = (value: string): value is (typeof exploitations)[number] =>
    (exploitations as readonly string[]).includes(value);
  const isCountry = (value: string): value is string => isCountryCode(value);

  const identifiedOn = text('cas_IncomingReferralDate');
  if (!isLocalDate(identifiedOn)) wrong('cas_IncomingReferralDate', 'must be a date, YYYY-MM-DD');
  const region = text('ext_Region');
  if (region !== '' && !/^[A-Z]{2}-[A-Z0-9]{1,3}$/.test(region))
    wrong('ext_Region', 'must be an ISO 3166-2 code, like KG-GO');
  const type = oneOf('org_Type', organisationTypes);
  const row: HtcdsRow = {
    reference: needed('cas_Name', 200),
    organisation: { name: needed('org_Name', 200), type },
    ...(text('vic_TraffickingStatus') ? { status: oneOf('vic_TraffickingStatus', identificationStatuses) } : {}),
    facts: {
      entryChannel: text('ext_EntryChannel') ? oneOf('ext_EntryChannel', entryChannels) : channelOf[type],
      identifiedOn,
      ...(region ? { region } : {}),
      ageGroup: oneOf('ext_AgeGroupWhenTrafficked', ageGroups),
      gender: oneOf('prs_Gender', genders),
      citizenships: setOf('prs_Citizenship', isCountry, 'ISO 3166-1 alpha-2 code'),
      exploitation: setOf('vic_TypeOfExploitation', isExploitation, 'type of exploitation'),
      countriesOfExploitation: setOf('ext_CountriesOfExploitation', isCountry, 'ISO 3166-1 alpha-2 code', false),
    },
  };
  return errors.length > 0 ? errors : row;
}
