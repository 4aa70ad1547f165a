import { setTimeout } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { CaseFiles, ClosedCases, hasOpenProceeding, type ClosedCase } from '#case-file';
import { derivedId, errorKind, localDate } from '#kernel';
import { logOf } from '#logging';
import { RunsWithApplication } from '#messaging';
import { Casework } from './casework.js';
import { Erasing } from './erasure.js';
import { processInvocation } from './invocation.js';
import { yearsBefore } from './retention.js';

/** A process that has just started has better things to do. */
const FIRST_LOOK_MS = 60_000;
/** How often it looks: what is due is due on a day. */
const LOOK_MS = 3_600_000;
const BATCH = 100;
const log = logOf('Retention');

/**
 * Erases the persons whose case was closed longer ago than the country pack lets their data be kept. Several may run at
 * once and any may be killed: the command for a closing has one id.
 */
@Injectable()
export class Retention {
  constructor(
    private readonly closedCases: ClosedCases,
    private readonly caseFiles: CaseFiles,
    private readonly erasing: Erasing,
    private readonly casework: Casework,
  ) {}

  /** Looks until the signal is aborted; never rejects. */
  async run(signal: AbortSignal): Promise<void> {
    for (let wait = FIRST_LOOK_MS; ; wait = LOOK_MS) {
      await setTimeout(wait, undefined, { signal, ref: false }).catch(() => undefined);
      if (signal.aborted) return;
      try {
        const erased = await this.eraseDue(new Date());
        if (erased > 0) log.info({ erased }, 'persons were erased: their data was kept long enough');
      } catch (error) {
        log.error(errorKind(error), 'what is due for erasure was not found; it is tried again');
      }
    }
  }

  /** Erases whoever is due now; one that fails keeps no other from it. Answers how many were erased. */
  async eraseDue(now: Date): Promise<number> {
    const { retentionYears, timeZone } = this.casework.country;
    const until = yearsBefore(localDate(now, timeZone), retentionYears);
    let erased = 0;
    let page: ClosedCase[] = [];
    do {
      const last = page.at(-1);
      // on from the last one, not from the start: a page full of failures must not hide what comes after it
      page = await this.closedCases.until(until, BATCH, last && { closedOn: last.closedOn, caseId: last.file.caseId });
      for (const { file } of page) {
        try {
          if (await this.eraseIfDue(file.caseId, until, now)) erased += 1;
        } catch (error) {
          log.error(errorKind(error), 'a person who is due was not erased; it is tried again');
        }
      }
    } while (page.length === BATCH);
    return erased;
  }

  /** The case as it is now: it may have been reopened since the list was read, or a proceeding registered. */
  private async eraseIfDue(caseId: string, until: string, now: Date): Promise<boolean> {
    const file = (await this.caseFiles.unrelated({ caseId }))?.file;
    if (!file?.closedOn || file.closedOn > until || file.erased || hasOpenProceeding(file)) return false;
    const commandId = derivedId('retention', caseId, file.closedOn);
    const [legalGround] = this.casework.country.erasureGrounds;
    const why = { reason: 'RetentionOver', legalGround } as const;
    return this.erasing.erase(file, why, { ...processInvocation(commandId, commandId), now });
  }
}

/** Runs it with the application. */
export class RetentionProcess extends RunsWithApplication {}
