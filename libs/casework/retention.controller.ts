import { Controller, Get, Query } from '@nestjs/common';
import { CurrentCaller, Policy, type Caller } from '#access';
import { CurrentReading, type Reading } from '#audit';
import { ClosedCases, hasOpenProceeding, isExcluded } from '#case-file';
import { caseNumber, localDate } from '#kernel';
import { PageRequest, readCursor, toPage } from '#paging';
import { Casework } from './casework.js';
import { AHEAD_DAYS, daysAfter, yearsAfter, yearsBefore } from './retention.js';
import { RetentionPage } from './retention.answers.js';

/** What is kept no longer. */
@Controller('retention')
@Policy({ roles: ['data-protection-officer'], reads: 'List' })
export class RetentionController {
  constructor(
    private readonly closedCases: ClosedCases,
    private readonly casework: Casework,
  ) {}

  /**
   * Whose data will be erased in the next 30 days since it was kept long enough, those due first at the top. A page is
   * shorter by whoever excluded the officer.
   */
  @Get()
  async list(
    @Query() { limit, cursor }: PageRequest,
    @CurrentCaller() caller: Caller,
    @CurrentReading() reading: Reading,
  ): Promise<RetentionPage> {
    const { code, retentionYears, timeZone } = this.casework.country;
    const until = yearsBefore(daysAfter(localDate(new Date(), timeZone), AHEAD_DAYS), retentionYears);
    const after = readCursor(cursor, 'date');
    const found = await this.closedCases.until(until, limit + 1, after && { closedOn: after.value, caseId: after.id });
    const page = toPage(
      found,
      limit,
      (one) => one,
      ({ file, closedOn }) => ({ value: closedOn, id: file.caseId }),
    );
    const shown = page.items.filter(({ file }) => !isExcluded(file, caller));
    reading.tells(shown.map(({ file }) => file.caseId));
    const items = shown.map(({ file, closedOn }) => ({
      personId: file.personId,
      caseId: file.caseId,
      caseNumber: caseNumber(code, file.caseId),
      closedOn,
      eraseOn: yearsAfter(closedOn, retentionYears),
      held: hasOpenProceeding(file),
    }));
    return { ...page, items };
  }
}
