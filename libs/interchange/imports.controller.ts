import { Readable } from 'node:stream';
import { Controller, Get, HttpCode, Param, Post, Query, Req } from '@nestjs/common';
import { ApiBody, ApiConsumes } from '@nestjs/swagger';
import { Policy } from '#access';
import { CurrentReading, type Reading } from '#audit';
import { CurrentInvocation, madeId, type Invocation } from '#casework';
import { isUuid, Problem } from '#kernel';
import { PageRequest } from '#paging';
import { ImportAnswer, ImportBegunAnswer, ImportItem, ImportsPage } from './imports.answers.js';
import { ImportRecords, type ListedImport } from './import-records.js';
import { ImportQuery } from './imports.requests.js';
import { Imports } from './imports.js';

/** Cases from another system. It gives nobody a right to read what was imported. */
@Controller('imports')
@Policy({ roles: ['administrator'] })
export class ImportsController {
  constructor(
    private readonly imports: Imports,
    private readonly records: ImportRecords,
  ) {}

  /** Every import with how far it is, newest first; what a report lists of its rows stands in the report. */
  @Get()
  @Policy({ roles: ['administrator'], reads: 'Nothing' })
  async list(@Query() request: PageRequest): Promise<ImportsPage> {
    const page = await this.records.page(request);
    return { ...page, items: page.items.map(itemOf) };
  }

  /**
   * Import a CSV file of cases in HTCDS 2.0 names, streamed, of any size. The same file again adds nothing; a known
   * reference with other values is a correction. Until the import is done the file, with the references of the other
   * system in clear, is in the data folder under `imports`, readable by the account of the system alone; then it is
   * deleted, as it is at once when its header is refused.
   */
  @Post()
  @HttpCode(202)
  @ApiConsumes('text/csv')
  @ApiBody({ schema: { type: 'string', format: 'binary' } })
  async begin(
    @Query() query: ImportQuery,
    @Req() request: { body: unknown },
    @CurrentInvocation() invocation: Invocation,
  ): Promise<ImportBegunAnswer> {
    if (!(request.body instanceof Readable)) throw new Problem('wrong-content-type', 'Send the file as text/csv.');
    const importId = madeId(invocation, 'import');
    const { actor } = invocation;
    await this.imports.begin({ importId, source: query.source, dryRun: query.dryRun === 'true', actor }, request.body);
    return { importId };
  }

  /** How far an import is, and its report. */
  @Get(':importId')
  @Policy({ roles: ['administrator'], reads: 'List' })
  async report(@Param('importId') importId: string, @CurrentReading() reading: Reading): Promise<ImportAnswer> {
    const record = isUuid(importId) ? await this.records.find(importId) : undefined;
    if (!record) throw new Problem('not-found', 'There is no import with this id.');
    const { refusals, corrections } = record.progress;
    reading.tells(corrections.flatMap(({ caseId }) => caseId ?? []));
    return {
      ...itemOf(record),
      refusals: [...refusals],
      corrections: corrections.map(({ line, caseNumber, columns }) => ({ line, caseNumber, columns: [...columns] })),
    };
  }
}

function itemOf({ progress, ...record }: ListedImport): ImportItem {
  const { bytes, read, taken, unchanged, corrected, refused } = progress;
  return {
    importId: record.import_id,
    startedBy: record.actor.user,
    source: record.source,
    dryRun: record.dry_run,
    state: record.state,
    progress: record.state === 'Finished' || record.bytes === 0 ? 1 : Math.min(1, bytes / record.bytes),
    read,
    taken,
    unchanged,
    corrected,
    refused,
    ...(record.error ? { error: record.error } : {}),
    startedAt: record.started_at.toISOString(),
    ...(record.finished_at ? { finishedAt: record.finished_at.toISOString() } : {}),
  };
}
