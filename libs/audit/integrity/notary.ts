import { setTimeout as pause } from 'node:timers/promises';
import type pg from 'pg';
import { beginning, type EventStore } from '#event-store';
import { errorKind, type Log, type RecordedEvent } from '#kernel';
import { Subscriber } from '#messaging';
import { type Database, inTransaction } from '#postgres';
import { keepCheckpoint } from './checkpoint-folder.js';
import { type Checkpoint, isSigned, signedCheckpoint } from './checkpoint.js';
import { type ChainedLog, chainStart, linkHash } from './chain.js';
import {
  lastLink,
  lastStoredCheckpoint,
  linkAt,
  type NumberedLink,
  storeCheckpoint,
  storeLinks,
} from './chain-tables.js';
import { isLinkSigned, signLinks } from './link-signature.js';
import { type NotaryKey, type Verifier, verifierOf } from './notary-key.js';
import { takeStoreRole } from './schema.js';

/** Links in a page at most: twice as many make each longer by a hash, and the process answers requests between pages. */
const PAGE = 256;
/** How long links are gathered for a page: every commit costs requests time, and a chain may be a second behind. */
const GATHER_MS = 500;
/** Between two checkpoints that nobody asked for, in milliseconds. */
const CHECKPOINT_EVERY_MS = 60_000;
const LOOK_EVERY_MS = 10_000;
/** An event that has had no link for longer says that nobody links, or too slowly. */
const LONGEST_LAG_MS = 30_000;

/**
 * What the notary finds of its own work is not what it left: it adds nothing to it and signs nothing more. `tirek verify`
 * says where.
 */
export class ChainBrokenError extends Error {
  override readonly name = 'ChainBrokenError';
}

/**
 * How it stands with a chain: `Working`; `Behind`: an event has been without a link for half a minute; `Refusing`: the
 * chain is not what the notary left, and nothing is added to it.
 */
export type NotaryStanding = 'Working' | 'Behind' | 'Refusing';

/** What a notary needs. */
export interface NotaryOptions {
  readonly log: ChainedLog;
  readonly store: Pick<EventStore, 'subscribe' | 'head' | 'readAll'>;
  /** The id of the first event of the event store. */
  readonly storeId: string;
  readonly database: Database;
  readonly key: NotaryKey;
  /** Where checkpoints go outside the database; undefined: nowhere. */
  readonly folder?: string | undefined;
  readonly logger: Log;
  /** Between two checkpoints that nobody asked for, in milliseconds. */
  readonly checkpointEveryMs?: number;
  readonly lookEveryMs?: number;
}

/**
 * Writes the chain over a log, a link for each event soon after it was recorded, and signs checkpoints. Of several
 * notaries of a log, in any number of processes, one writes.
 */
export class Notary {
  private readonly subscriber: Subscriber;
  private readonly isOurs: Verifier;

  constructor(private readonly options: NotaryOptions) {
    const { log, store, database, logger, key } = options;
    this.isOurs = verifierOf(key.publicKey)!;
    this.subscriber = new Subscriber({
      name: `notary ${log}`,
      database,
      store,
      log: logger,
      pageSize: PAGE,
      gatherMs: GATHER_MS,
      take: (page, client, after) => this.take(page, client, after),
    });
  }

  /** Works until the signal is aborted; never rejects. */
  async run(signal: AbortSignal): Promise<void> {
    await Promise.all([this.subscriber.run(signal), this.keepSigning(signal)]);
  }

  /** True as soon as the chain has everything that is in the log by now; false after so many milliseconds. */
  async catchesUp(withinMs: number): Promise<boolean> {
    return this.subscriber.reaches(await this.options.store.head(), withinMs);
  }

  /**
   * Signs how the chain stands now, unless that is signed already, and gives it outside as well. Undefined while nothing
   * is in the log. Throws ChainBrokenError when the chain is not what was signed before,
   * CheckpointNotKept when it is signed and stored and could not be given outside.
   */
  async checkpoint(): Promise<Checkpoint | undefined> {
    const { database, log, folder } = this.options;
    const client = await database.connect();
    try {
      const checkpoint = await inTransaction(client, async () => {
        await client.query(takeStoreRole);
        const last = await lastLink(client, log);
        if (last === undefined) return undefined;
        const before = await this.insistOnOwn(client, last);
        if (before?.position === last.position) return before;
        return storeCheckpoint(client, this.sign(last));
      });
      if (checkpoint && folder !== undefined) await keepCheckpoint(folder, checkpoint);
      return checkpoint;
    } finally {
      client.release();
    }
  }

  /** How it stands with the chain, whichever process writes it. Rejects when the database or the store does not answer. */
  async standing(): Promise<NotaryStanding> {
    const { database, log, store } = this.options;
    const client = await database.connect();
    try {
      const last = await inTransaction(client, async () => {
        await client.query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY');
        const end = await lastLink(client, log);
        insistOnEnd(end, await this.subscriber.position(client));
        if (end) await this.insistOnOwn(client, end);
        return end;
      });
      // as the subscriber does
      if (last && (await store.head()) < last.position) return 'Refusing';
      const [next] = await store.readAll(last?.position ?? beginning, 1);
      return next && Date.parse(next.recordedAt) < Date.now() - LONGEST_LAG_MS ? 'Behind' : 'Working';
    } catch (error) {
      if (error instanceof ChainBrokenError) return 'Refusing';
      throw error;
    } finally {
      client.release();
    }
  }

  private async take(page: readonly RecordedEvent[], client: pg.ClientBase, after: number): Promise<void> {
    const { log, storeId, key } = this.options;
    // what is lost in a crash is lost together with the checkpoint of the subscriber, and comes out the same again
    await client.query(`SET LOCAL synchronous_commit = off; ${takeStoreRole}`);
    const last = await lastLink(client, log);
    insistOnEnd(last, after);
    if (last) this.insistOnSigned(last);
    let hash = last?.hash ?? chainStart(log, storeId);
    const hashes = page.map((event) => (hash = linkHash(hash, event)));
    const signatures = signLinks(hashes, key);
    const links = page.map(({ position, eventId, type }, i): NumberedLink => {
      const number = (last?.number ?? 0) + 1 + i;
      return { position, number, eventId, type, hash: hashes[i]!, signature: signatures[i]! };
    });
    await storeLinks(client, log, links);
  }

  private insistOnSigned({ hash, signature }: NumberedLink): void {
    if (!isLinkSigned(this.isOurs, hash, signature)) throw new ChainBrokenError('a link is not signed');
  }

  /**
   * Throws unless the last link is signed, and so is the last checkpoint, if there is one, and the chain is still the one
   * that it was signed for. Resolves with that checkpoint.
   */
  private async insistOnOwn(client: pg.ClientBase, last: NumberedLink): Promise<Checkpoint | undefined> {
    this.insistOnSigned(last);
    const stored = await lastStoredCheckpoint(client, this.options.log);
    if (stored === undefined) return undefined;
    const before = stored.checkpoint;
    if (before?.key !== this.options.key.publicKey || !isSigned(before)) {
      throw new ChainBrokenError('a checkpoint is not signed');
    }
    const then = await linkAt(client, this.options.log, before.position);
    if (then?.hash.toString('hex') !== before.hash) throw new ChainBrokenError('the chain is not what was signed');
    return before;
  }

  private sign({ position, number, hash }: NumberedLink): Checkpoint {
    const { log, storeId, key } = this.options;
    const at = new Date().toISOString();
    return signedCheckpoint({ log, position, count: number, hash: hash.toString('hex'), at, storeId }, key);
  }

  private async keepSigning(signal: AbortSignal): Promise<void> {
    const { log, database, logger } = this.options;
    const { checkpointEveryMs = CHECKPOINT_EVERY_MS, lookEveryMs = LOOK_EVERY_MS } = this.options;
    while (!signal.aborted) {
      try {
        const last = (await lastStoredCheckpoint(database, log))?.checkpoint;
        const age = last && Date.now() - Date.parse(last.at);
        // one of the future, signed by a wrong clock or put there, keeps nobody from signing
        if (age === undefined || !(age >= 0 && age < checkpointEveryMs)) await this.checkpoint();
      } catch (error) {
        logger.error({ log, ...errorKind(error) }, 'no checkpoint could be signed or kept');
      }
      await pause(lookEveryMs, undefined, { signal }).catch(() => undefined);
    }
  }
}

/** Throws unless the chain ends where the notary left it. */
function insistOnEnd(last: NumberedLink | undefined, after: number): void {
  if ((last?.position ?? beginning) !== after) throw new ChainBrokenError('the chain does not end where it did');
}
