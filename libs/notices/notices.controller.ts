import { Controller, Get, Query } from '@nestjs/common';
import { CurrentCaller, Policy, type Caller } from '#access';
import { CurrentReading, type Reading } from '#audit';
import { CaseFiles } from '#case-file';
import { AnsweredBy } from '#projections';
import { NoticesCount, NoticesPage } from './notices.answers.js';
import { NoticesQueries } from './notices.queries.js';
import { NoticesRequest } from './notices.requests.js';
import { readers } from './readers.js';

/** What people have to be told. */
@Controller('notices')
@AnsweredBy('notices')
export class NoticesController {
  constructor(
    private readonly queries: NoticesQueries,
    private readonly caseFiles: CaseFiles,
  ) {}

  /** What you, your role or your organisation are told, newest first: codes and ids. */
  @Get()
  @Policy({ roles: readers, reads: 'List' })
  async list(
    @CurrentCaller() caller: Caller,
    @Query() request: NoticesRequest,
    @CurrentReading() reading: Reading,
  ): Promise<NoticesPage> {
    // who holds a case, and whom she shut out, as of now
    await this.caseFiles.catchUp();
    const page = await this.queries.list(caller, request, new Date());
    reading.tells(page.items.flatMap(({ caseId }) => caseId ?? []));
    return page;
  }

  /** How many of them ask you for something that nobody has done yet. */
  @Get('count')
  @Policy({ roles: readers, reads: 'Figures' })
  async count(@CurrentCaller() caller: Caller): Promise<NoticesCount> {
    await this.caseFiles.catchUp();
    return { open: await this.queries.open(caller) };
  }
}
