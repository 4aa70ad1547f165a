import { Controller, Get, Header, Inject, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiProduces } from '@nestjs/swagger';
import { identifyingRoles, Policy } from '#access';
import { COUNTRY_PACK, type CountryPack } from '#country';
import { printablePolicy } from '#http';
import { caseNumber, localDate } from '#kernel';
import { PageRequest } from '#paging';
import { CurrentReading, type Reading } from '../reading.js';
import { OrganisationNames } from './organisation-names.js';
import { ReadersPage } from './readers.answers.js';
import { Readers } from './readers.js';
import { SheetRequest } from './readers.requests.js';
import { renderSheet } from './sheet.js';

/** Who was told of a case. To ask is a read as well. */
@Controller('cases/:caseId/readers')
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
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('content-security-policy', printablePolicy)
  @ApiProduces('text/html')
  @ApiOkResponse({ schema: { type: 'string' } })
  async sheet(
    @Param('caseId') id: string,
    @Query() { language }: SheetRequest,
    @CurrentReading() reading: Reading,
  ): Promise<string> {
    const caseId = id.toLowerCase();
    reading.tells([caseId]);
    const { code, timeZone } = this.country;
    const days = await this.readers.byDay(caseId, timeZone);
    const names = await this.names.of(days.map(({ organisationId }) => organisationId));
    return renderSheet(
      {
        caseNumber: caseNumber(code, caseId),
        madeOn: localDate(new Date(), timeZone),
        days: days.map((day) => ({ ...day, organisation: names.get(day.organisationId) })),
      },
      language,
    );
  }
}
