import { Inject, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Caller, CallerRequest } from '#access';
import { readBy, ReadLog } from '#audit';
import { OwnCases } from '#case-file';
import { COUNTRY_PACK, type CountryPack } from '#country';
import { EVENT_STORE, EventCatalogue, type EventStore } from '#event-store';
import { caseNumber } from '#kernel';
import type { DirectoryEvent } from '#nrm/directory';
import { exportHeader, exportLine, type ExportedOrganisation } from './export-row.js';

/** Cases in one event of the log of reads. */
const pageSize = 200;

/** Copies of an organisation's own cases. */
@Injectable()
export class Exports {
  constructor(
    private readonly ownCases: OwnCases,
    private readonly reads: ReadLog,
    @Inject(EVENT_STORE) private readonly store: EventStore,
    private readonly catalogue: EventCatalogue,
    @Inject(COUNTRY_PACK) private readonly country: CountryPack,
  ) {}

  /**
   * The lines of the file. Each page of cases is in the log of reads before its first byte leaves; where it cannot be
   * written, the file breaks off there.
   */
  async *lines(request: FastifyRequest & CallerRequest, caller: Caller): AsyncGenerator<string> {
    yield exportHeader;
    const organisations = new Map<string, ExportedOrganisation>();
    for await (const files of this.ownCases.pages(caller, pageSize)) {
      if (files.length === 0) continue;
      const cases = files.map(({ caseId }) => ({ caseId, fieldGroups: [] }));
      await this.reads.record(readBy(request, { kind: 'Export', cases }));
      let lines = '';
      for (const file of files) {
        const organisation = organisations.get(file.loggedBy) ?? (await this.organisation(file.loggedBy));
        organisations.set(file.loggedBy, organisation);
        lines += exportLine(file, caseNumber(this.country.code, file.caseId), organisation);
      }
      yield lines;
    }
  }

  /** As the directory has it now. */
  private async organisation(organisationId: string): Promise<ExportedOrganisation> {
    const last = (await this.store.readStream(`organisation-${organisationId}`)).at(-1);
    if (!last) throw new Error('a case was logged by an organisation that is not in the directory');
    return this.catalogue.upcast(last).data as DirectoryEvent['data'];
  }
}
