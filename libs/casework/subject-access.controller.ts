import { Controller, Get, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { ApiOkResponse, ApiProduces, ApiExtraModels, getSchemaPath } from '@nestjs/swagger';
import { CurrentCaller, insistOnFreshSecondFactor, Policy, type Caller } from '#access';
import { CurrentReading, type Reading } from '#audit';
import { CurrentCase, isExcluded, SubjectRequestQueries, type CaseStanding } from '#case-file';
import { printablePolicy } from '#http';
import { caseNumber, localDate, nothingHere, Problem } from '#kernel';
import { Casework } from './casework.js';
import { shownToSubject, SubjectAccess } from './subject-access.js';
import { subjectAccessPage } from './subject-access.page.js';
import { SubjectAccessAnswer } from './subject-rights.answers.js';
import { SubjectAccessQuery } from './subject-rights.requests.js';

/** The one route that opens all of a file: for the person herself, while she asks for it. */
@Controller('cases/:caseId/subject-access')
@ApiExtraModels(SubjectAccessAnswer)
export class SubjectAccessController {
  constructor(
    private readonly casework: Casework,
    private readonly access: SubjectAccess,
    private readonly requests: SubjectRequestQueries,
  ) {}

  /**
   * Everything recorded about her, opened, as a document for her, while her request for access waits for its answer. Needs
   * a fresh second factor.
   */
  @Get()
  @Policy({
    roles: ['data-protection-officer'],
    relations: [],
    withoutPart: ['data-protection-officer'],
    reads: 'Export',
  })
  @ApiProduces('application/json', 'text/html')
  @ApiOkResponse({
    content: {
      'application/json': { schema: { $ref: getSchemaPath(SubjectAccessAnswer) } },
      'text/html': { schema: { type: 'string' } },
    },
  })
  async document(
    @CurrentCase() { file }: CaseStanding,
    @CurrentCaller() caller: Caller,
    @Query() { format, language }: SubjectAccessQuery,
    @CurrentReading() reading: Reading,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SubjectAccessAnswer | string> {
    // an officer whom she excluded does not make her copy either: another one does
    if (isExcluded(file, caller)) throw nothingHere();
    insistOnFreshSecondFactor(caller);
    const request = await this.requests.openAccess(file.caseId);
    if (!request) throw new Problem('wrong-state', 'No request for access of hers waits for its answer.');
    const { code, timeZone } = this.casework.country;
    const answer = {
      requestId: request.requestId,
      caseNumber: caseNumber(code, file.caseId),
      madeOn: localDate(new Date(), timeZone),
      ...(await this.access.document(file)),
    };
    reading.tells([file.caseId], shownToSubject);
    if (format === 'json') return answer;
    void reply.headers({ 'content-type': 'text/html; charset=utf-8', 'content-security-policy': printablePolicy });
    return subjectAccessPage(answer, language);
  }
}
