import { Inject, Injectable } from '@nestjs/common';
import type pg from 'pg';
import { isConnectionLost } from '#kernel';
import { DATABASE, type Database, dedicatedClient, freeLock, tryLock } from '#postgres';

/**
 * Says which process an import (by its id), or a file that is being received (by its name), belongs to, where several
 * work on one database: whoever holds its lock. The locks are held on one connection, which is opened when it is needed,
 * and go with it when it is lost.
 */
@Injectable()
export class ImportLocks {
  private session: Promise<pg.Client> | undefined;
  private lastTurn: Promise<unknown> = Promise.resolve();

  constructor(@Inject(DATABASE) private readonly database: Database) {}

  /** True when this process has the lock now; then to be given back once more. False when another has it. */
  take(id: string): Promise<boolean> {
    return this.inTurn(async () => tryLock(await this.open(), id, 'import'));
  }

  /** Gives back what was taken once. A lock that was lost with its connection is free already. */
  giveBack(id: string): Promise<void> {
    return this.inTurn(async () => {
      if (!this.session) return;
      try {
        await freeLock(await this.session, id, 'import');
      } catch (error) {
        if (!isConnectionLost(error)) throw error;
      }
    });
  }

  /** Frees all locks. */
  async close(): Promise<void> {
    const session = await this.session;
    await session?.end();
  }

  /** One statement at a time on the one connection. */
  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.lastTurn.then(work);
    this.lastTurn = turn.catch(() => undefined);
    return turn;
  }

  private open(): Promise<pg.Client> {
    if (this.session) return this.session;
    const session = dedicatedClient(this.database);
    const forget = () => {
      if (this.session === session) this.session = undefined;
    };
    session.then((client) => client.once('error', forget).once('end', forget), forget);
    this.session = session;
    return session;
  }
}
