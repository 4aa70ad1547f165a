import { Controller, Get, Inject, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { CurrentCaller, caseRoles, Policy, type Caller } from '#access';
import { COUNTRY_PACK, type CountryPack } from '#country';
import { endOfDay, isLocalDate, Problem } from '#kernel';
import { PersonalData } from '#privacy';
import { AnsweredBy } from '#projections';
import { CaseAnswer } from './case.answers.js';
import { evolveCaseFile, type CaseFile } from './case-file.js';
import { CaseFiles } from './case-files.js';
import { CaseQuery } from './case.requests.js';
import { CurrentCase, etagOf, type CaseStanding } from './case-standing.js';
import { viewCase } from './case-view.js';
import { disclosureTo } from './disclosure.js';

@Controller('cases')
@AnsweredBy('case_file')
export class CaseController {
  constructor(
    private readonly caseFiles: CaseFiles,
    private readonly personalData: PersonalData,
    @Inject(COUNTRY_PACK) private readonly country: CountryPack,
  ) {}

  /** A case, with its timeline, as you may see it. */
  @Get(':caseId')
  @Policy({
    roles: caseRoles,
    relations: ['Holder', 'Logger', 'Offered', 'Accepted', 'Ended', 'Proceeding', 'Commission'],
  })
  async read(
    @CurrentCase() standing: CaseStanding,
    @CurrentCaller() caller: Caller,
    @Query() { asOf }: CaseQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CaseAnswer> {
    const known = asOf ? this.instantOf(asOf) : Infinity;
    const events = (await this.caseFiles.events(standing.file)).filter(
      (event) => Date.parse(event.recordedAt) <= known,
    );
    const file = asOf ? events.reduce<CaseFile | undefined>(evolveCaseFile, undefined) : standing.file;
    if (!file) {
      throw new Problem('malformed-request', 'At that time the case had not been recorded.', [
        { pointer: '/asOf', detail: 'is before the case was recorded' },
      ]);
    }
    const opened = await this.personalData.open(events, disclosureTo(standing.file, caller));
    void reply.header('etag', etagOf(standing));
    return viewCase(file, opened, standing, caller, this.country.code);
  }

  private instantOf(asOf: string): number {
    // Date.parse takes 30 February for 2 March.
    const real = isLocalDate(asOf.slice(0, 10));
    const instant = asOf.length === 10 ? endOfDay(asOf, this.country.timeZone) : Date.parse(asOf);
    if (real && !Number.isNaN(instant)) return instant;
    throw new Problem('malformed-request', 'asOf is no date.', [
      { pointer: '/asOf', detail: 'must be a real date or instant' },
    ]);
  }
}
