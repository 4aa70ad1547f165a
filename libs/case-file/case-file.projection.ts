import { exclusions } from '#exclusions';
import { caseNumber, caseOf } from '#kernel';
import type { DirectoryEvent } from '#nrm/directory';
import type { Projection, ProjectionTable } from '#projections';
import { breakGlassTable } from './break-glass.table.js';
import { evolveCaseFile, type CaseFile } from './case-file.js';
import { exportsTable } from './exports.table.js';
import { subjectRequestsTable } from './subject-requests.table.js';

type CaseRow = { case_id: string; file: CaseFile };
const cases: ProjectionTable<CaseRow> = {
  name: 'cases',
  columns: 'case_id uuid not null, file json not null',
  groupBy: 'case_id',
  groups: (event) => [caseOf(event) ?? []].flat(),
  evolve(rows, event, caseId) {
    const file = evolveCaseFile(rows[0]?.file, event);
    return file ? [{ case_id: caseId, file }] : [];
  },
};

type PartRow = { stream: string; case_id: string };
/**
 * Referrals, proceedings and persons have ids of their own in the API: to which case the stream of each belongs. By
 * stream, since callers choose ids: a proceeding with the id of another case's referral must not take its place. The
 * number of a case stands among them without its country: `number-7F3K-9QXD-2M`.
 */
const parts: ProjectionTable<PartRow> = {
  name: 'parts',
  columns: 'stream text not null, case_id uuid not null',
  groupBy: 'stream',
  groups: ({ type, stream, data }) => {
    if (type === 'IdentificationLogged') {
      const { caseId, personId } = data as { caseId: string; personId: string };
      return [`person-${personId}`, `number${caseNumber('', caseId)}`];
    }
    return type === 'ReferralSent' || type === 'ProceedingRegistered' ? [stream] : [];
  },
  evolve(rows, event, stream) {
    const caseId = caseOf(event);
    return caseId ? [{ stream, case_id: caseId }] : rows;
  },
};

type OrganisationRow = { organisation_id: string; type: string; services: string[]; regions: string[] };
const organisations: ProjectionTable<OrganisationRow> = {
  name: 'organisations',
  columns: 'organisation_id uuid not null, type text not null, services json not null, regions json not null',
  groupBy: 'organisation_id',
  groups: (event) =>
    event.type === 'OrganisationRegistered' || event.type === 'OrganisationChanged'
      ? [(event.data as DirectoryEvent['data']).organisationId]
      : [],
  evolve(_, event, organisationId) {
    const { type, services, regions } = event.data as DirectoryEvent['data'];
    return [{ organisation_id: organisationId, type, services, regions }];
  },
};

/** Which events and which parties belong to a case: rights are judged from it, so it is fed straight from the event store. */
export const caseFileProjection: Projection = {
  name: 'case_file',
  version: 4,
  tables: [cases, parts, organisations, breakGlassTable, subjectRequestsTable, exportsTable, exclusions],
};
