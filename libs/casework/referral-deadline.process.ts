import { Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { ReferralQueries, type OverdueReferral } from '#coordination';
import { derivedId, errorKind } from '#kernel';
import { Casework } from './casework.js';
import { processInvocation } from './invocation.js';
import { referral } from './subjects.js';

/** How often it looks, in milliseconds: answers are due in hours. */
const interval = 15_000;
const batchSize = 100;
/** SQLSTATE (PostgreSQL manual, appendix A). */
const undefinedTable = '42P01';

/**
 * No referral dies silently: one that nobody answered in time expires, and its sender sees it.
 * Several may run at once and any may be killed: the command of a referral has one id, and the decider expires it once.
 */
@Injectable()
export class ReferralDeadlineProcess implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(ReferralDeadlineProcess.name);
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> = Promise.resolve();
  private stopped = false;

  constructor(
    private readonly referrals: ReferralQueries,
    private readonly casework: Casework,
  ) {}

  onApplicationBootstrap(): void {
    this.schedule(0);
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.running;
  }

  /** Expires what is overdue now; one that fails keeps no other from it. Returns how many referrals expired. */
  async expireOverdue(now: Date): Promise<number> {
    let expired = 0;
    let page: OverdueReferral[] = [];
    do {
      // on from the last one, not from the start: a page full of failures must not hide what comes after it
      page = await this.overdueReferrals(now, page.at(-1));
      for (const overdue of page) {
        try {
          if (await this.expire(overdue, now)) expired += 1;
        } catch (error) {
          this.failed(error);
        }
      }
    } while (page.length === batchSize && !this.stopped);
    return expired;
  }

  /** Until coordination, perhaps another process, has made its table there is nothing in it. */
  private async overdueReferrals(now: Date, after: OverdueReferral | undefined): Promise<OverdueReferral[]> {
    try {
      return await this.referrals.overdueReferrals(now, batchSize, after);
    } catch (error) {
      if ((error as { code?: string }).code === undefinedTable) return [];
      throw error;
    }
  }

  private async expire({ referralId, caseId, exercise }: OverdueReferral, now: Date): Promise<boolean> {
    const commandId = derivedId('expire', referralId);
    const invocation = { ...processInvocation(commandId, commandId), now, exercise };
    const { unchanged } = await this.casework.run(
      referral,
      { id: referralId, caseId },
      { type: 'ExpireReferral', now: now.toISOString(), today: this.casework.today(invocation) },
      invocation,
    );
    return !unchanged;
  }

  /** The next round tries again; nothing is lost. Messages of errors may quote values: the kind is logged. */
  private failed(error: unknown): void {
    this.logger.error(errorKind(error), undefined);
  }

  private schedule(delay: number): void {
    this.timer = setTimeout(() => {
      this.running = this.expireOverdue(new Date())
        .then((expired) => {
          if (expired > 0) this.logger.log(`${expired} referrals expired without an answer`);
        })
        .catch((error: unknown) => this.failed(error))
        .finally(() => {
          if (!this.stopped) this.schedule(interval);
        });
    }, delay);
    this.timer.unref();
  }
}
