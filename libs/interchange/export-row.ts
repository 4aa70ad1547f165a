import type { CaseFile } from '#case-file';
import type { OrganisationType } from '#nrm/codes';
import { optionalColumns, requiredColumns } from './htcds-row.js';

/** The organisation that logged a case, as the directory has it. */
export interface ExportedOrganisation {
  readonly name: string;
  readonly type: OrganisationType;
}

const columns = [...requiredColumns, ...optionalColumns];
type Column = (typeof columns)[number];

const lineEnd = '\r\n';

/** The header of an export: the columns that an import takes. */
export const exportHeader = columns.join(',') + lineEnd;

/** One case as a line of CSV (RFC 4180): coded facts under HTCDS 2.0 names, nothing personal. `number`: what people call it. */
export function exportLine({ facts, status }: CaseFile, number: string, organisation: ExportedOrganisation): string {
  const values: Record<Column, string> = {
    cas_Name: number,
    cas_IncomingReferralDate: facts.identifiedOn,
    org_Type: organisation.type,
    org_Name: organisation.name,
    vic_TypeOfExploitation: facts.exploitation.join(';'),
    ext_AgeGroupWhenTrafficked: facts.ageGroup,
    prs_Gender: facts.gender,
    prs_Citizenship: facts.citizenships.join(';'),
    vic_TraffickingStatus: status,
    ext_Region: facts.region ?? '',
    ext_CountriesOfExploitation: facts.countriesOfExploitation.join(';'),
    ext_EntryChannel: facts.entryChannel,
  };
  return columns.map((column) => cell(values[column])).join(',') + lineEnd;
}

/** Quoted where it must be; on one line, as an import reads it. */
function cell(value: string): string {
  const line = value.replace(/[\r\n]+/g, ' ');
  return /[",]/.test(line) ? `"${line.replaceAll('"', '""')}"` : line;
}
