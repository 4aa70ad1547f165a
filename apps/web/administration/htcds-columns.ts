import {
  ageGroups,
  entryChannels,
  exploitations,
  genders,
  identificationStatuses,
  organisationTypes,
} from '../codes.js';
import type { CodeList } from '../i18n/index.js';

/** A column of a file to import: its HTCDS 2.0 name, or ours with `ext_`. */
interface HtcdsColumn {
  readonly name: string;
  readonly required: boolean;
  /** What it takes, where that is a list: its codes, with the list that has their words. */
  readonly codes?: { readonly list: CodeList; readonly values: readonly string[] };
  /** What stands in the sample, row by row. */
  readonly sample: readonly [string, string];
}

/** The columns that an import takes. */
export const htcdsColumns = [
  { name: 'cas_Name', required: true, sample: ['A-1', 'A-2'] },
  { name: 'cas_IncomingReferralDate', required: true, sample: ['2025-03-14', '2025-04-02'] },
  {
    name: 'org_Type',
    required: true,
    codes: { list: 'organisationType', values: organisationTypes },
    sample: ['NGO', 'LawEnforcement'],
  },
  { name: 'org_Name', required: true, sample: ['Night Shelter', 'Border Guard'] },
  {
    name: 'vic_TypeOfExploitation',
    required: true,
    codes: { list: 'exploitation', values: exploitations },
    sample: ['ForcedLabour', 'ForcedLabour;Servitude'],
  },
  {
    name: 'ext_AgeGroupWhenTrafficked',
    required: true,
    codes: { list: 'ageGroup', values: ageGroups },
    sample: ['Adult', 'Child'],
  },
  { name: 'prs_Gender', required: true, codes: { list: 'gender', values: genders }, sample: ['Feminine', 'Masculine'] },
  { name: 'prs_Citizenship', required: true, sample: ['KG', 'TJ;UZ'] },
  {
    name: 'vic_TraffickingStatus',
    required: false,
    codes: { list: 'identificationStatus', values: identificationStatuses },
    sample: ['PossibleVictimOfTrafficking', ''],
  },
  { name: 'ext_Region', required: false, sample: ['KG-GO', ''] },
  { name: 'ext_CountriesOfExploitation', required: false, sample: ['RU;KZ', ''] },
  {
    name: 'ext_EntryChannel',
    required: false,
    codes: { list: 'entryChannel', values: entryChannels },
    sample: ['Hotline', ''],
  },
] as const satisfies readonly HtcdsColumn[];
export type HtcdsColumnName = (typeof htcdsColumns)[number]['name'];

/** Whether a column is one that an import takes. */
export const isHtcdsColumn = (name: string): name is HtcdsColumnName =>
  htcdsColumns.some((column) => column.name === name);

/** A file with a header and two invented rows, as an import takes it. */
export const sampleFile = (): string =>
  [
    htcdsColumns.map(({ name }) => name),
    ...([0, 1] as const).map((row) => htcdsColumns.map(({ sample }) => sample[row])),
  ]
    .map((cells) => `${cells.join(',')}\r\n`)
    .join('');
