import { Controller, Get, Inject, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { caseRoles, disclosurePolicy, Policy } from '#access';
import { CurrentReading, type Reading } from '#audit';
import { COUNTRY_PACK, type CountryPack } from '#country';
import { EventCatalogue } from '#event-store';
import { endOfDay, fieldGroups, isLocalDate, Problem } from '#kernel';
import { PersonalData } from '#privacy';
import { AnsweredBy } from '#projections';
import { CurrentAsking, type Asking } from './asking.js';
import { CaseAnswer, CaseDisclosureAnswer } from './case.answers.js';
import { evolveCaseFile, type CaseFile } from './case-file.js';
import { CaseFiles } from './case-files.js';
import { readingRelations } from './case-relations.js';
import { CaseQuery } from './case.requests.js';
import { CurrentCase, etagOf, type CaseStanding } from './case-standing.js';
import { viewCase } from './case-view.js';
import { disclosureOf, sightOf } from './disclosure.js';
import { maskedEvent } from './masked-event.js';

@Controller('cases')
@AnsweredBy('case_file')
export class CaseController {
  constructor(
    private readonly caseFiles: CaseFiles,
    private readonly personalData: PersonalData,
    private readonly catalogue: EventCatalogue,
    @Inject(COUNTRY_PACK) private readonly country: CountryPack,
  ) {}

  /** A case, with its timeline, as you may see it. */
  @Get(':caseId')
  @Policy({ roles: caseRoles, relations: readingRelations, reads: 'Case' })
  async read(
    @CurrentCase() standing: CaseStanding,
    @CurrentAsking() asking: Asking,
    @CurrentReading() reading: Reading,
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
    const sight = sightOf(standing, asking);
    const opened = await this.personalData.open(events, (event) => {
      const { shown, masked } = sight.disclosed(event);
      return new Set([...shown, ...masked]);
    });
    const told = opened.map((event) =>
      maskedEvent(event, this.catalogue.definition(event.type), sight.disclosed(event).masked),
    );
    reading.tells(
      [file.caseId],
      told.flatMap((event) => [...event.opened]),
    );
    void reply.header('etag', etagOf(standing));
    return viewCase(file, told, standing, sight, asking, this.country.code);
  }

  /** What the disclosure policy shows you of this case and what it hides, with the rule and the reason of each. */
  @Get(':caseId/disclosure')
  @Policy({ roles: caseRoles, relations: readingRelations, reads: 'Nothing' })
  disclosure(@CurrentCase() standing: CaseStanding, @CurrentAsking() asking: Asking): CaseDisclosureAnswer {
    const { own, others } = disclosureOf(standing, asking);
    return {
      policyVersion: disclosurePolicy.version,
      role: asking.role,
      purpose: asking.purpose,
      relations: [...standing.relations],
      groups: fieldGroups.map((group) => ({
        group,
        ownRecords: own[group],
        othersRecords: others[group],
      })),
    };
  }

  private instantOf(asOf: string): number {
    // Date.parse takes 30 February for 2 March.
    const real = isLocalDate(asOf.slice(0, 10));
    const instant = asOf.length === 10 ? endOfDay(asOf, this.country.timeZone) : Date.parse(asOf);
    if (real && !Number.isNaN(instant)) return instant;
    throw new Problem('malformed-request', 'asOf is no date.', [
      { pointer: '/asOf', detail: 'must be a date, YYYY-MM-DD, or an instant with its offset' },
    ]);
  }
}
