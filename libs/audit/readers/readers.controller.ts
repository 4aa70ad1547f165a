import { Controller, Get, Inject, Param, Query, Res } from '@nestjs/common';
import { ApiExtraModels, ApiOkResponse, ApiProduces, getSchemaPath } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { identifyingRoles, Policy } from '#access';
import { COUNTRY_PACK, type CountryPack } from '#country';
import { printablePolicy } from '#http';
import { caseNumber, localDate } from '#kernel';
import { PageRequest } from '#paging';
import { CurrentReading, type Reading } from '../reading.js';
import { OrganisationNames } from './organisation-names.js';
import { ReadersPage, ReadersSheetAnswer } from './readers.answers.js';
import { Readers } from './readers.js';
import { SheetRequest } from './readers.requests.js';
import { sheetWords } from './sheet-words.js';
import { renderSheet } from './sheet.js';

/** Who was told of a case. To ask is a read as well. */
@Controller('cases/:caseId/readers')
@ApiExtraModels(ReadersSheetAnswer)
export class ReadersController {
  constructor(
    private readonly readers: Readers,
    private readonly names: OrganisationNames,
    @Inject(COUNTRY_PACK) private readonly country: CountryPack,
  ) {}

  /** Who was told of a case, newest first: every read up to this request. */
  @Get()
  @Policy({
    roles: ['data-protection-officer'],
    relations: [],
    withoutPart: ['data-protection-officer'],
    reads: 'Case',
  })
  async list(
    @Param('caseId') id: string,
    @Query() request: PageRequest,
    @CurrentReading() reading: Reading,
  ): Promise<ReadersPage> {
    const caseId = id.toLowerCase();
    reading.tells([caseId]);
    const { items, nextCursor } = await this.readers.page(caseId, request);
    const names = await this.names.of(items.map(({ organisationId }) => organisationId));
    return {
      items: items.map((item) => ({ ...item, organisationName: names.get(item.organisationId) ?? null })),
      nextCursor,
    };
  }

  /** The sheet for the person herself of who opened her file, to print: without the names of users, and without hers. */
  @Get('sheet')
  @Policy({
    roles: ['data-protection-officer', ...identifyingRoles],
    relations: ['Holder'],
    withoutPart: ['data-protection-officer'],
    reads: 'Case',
  })
  @ApiProduces('text/html', 'application/json')
  @ApiOkResponse({
    content: {
      'text/html': { schema: { type: 'string' } },
      'application/json': { schema: { $ref: getSchemaPath(ReadersSheetAnswer) } },
    },
  })
  async sheet(
    @Param('caseId') id: string,
    @Query() { language, format }: SheetRequest,
    @CurrentReading() reading: Reading,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ReadersSheetAnswer | string> {
    const caseId = id.toLowerCase();
    reading.tells([caseId]);
    const { code, timeZone } = this.country;
    const days = await this.readers.byDay(caseId, timeZone);
    const names = await this.names.of(days.map(({ organisationId }) => organisationId));
    const sheet = {
      caseNumber: caseNumber(code, caseId),
      madeOn: localDate(new Date(), timeZone),
      days: days.map(({ organisationId, ...day }) => ({ ...day, organisation: names.get(organisationId) ?? null })),
    };
    if (format === 'json') return { ...sheet, words: sheetWords[language] };
    void reply.headers({ 'content-type': 'text/html; charset=utf-8', 'content-security-policy': printablePolicy });
    return renderSheet(sheet, language);
  }
}
