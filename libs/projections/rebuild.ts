import pg from 'pg';
import type { EventCatalogue, EventStore } from '#event-store';
import { errorKind, timeOrderedId, type Log, type RecordedEvent } from '#kernel';
import { StoreFeed, type Feed, type Place } from '#messaging';
import { applyPage, mayBeOfAnEvent } from './apply-page.js';
import { foldPage } from './fold-page.js';
import { dedicatedClient, inTransaction, tryLock } from '#postgres';
import { OtherFeedError } from './places.js';
import type { Projection } from './projection.js';
import {
  copyPlaces,
  createGroupIndexes,
  createOtherIndexes,
  createTables,
  dropSchema,
  isThere,
  liveSchema,
  readStanding,
  rebuildSchema,
  replacedSchema,
  replacePlaces,
  writeParked,
} from './read-model.js';
import { readSkipped } from './skipped.js';
import { stretches } from './stretches.js';
import { WorkingSet } from './working-set.js';

/** What a rebuild needs. */
export interface RebuildOptions {
  readonly pool: pg.Pool;
  readonly store: EventStore;
  readonly catalogue: EventCatalogue;
  readonly projection: Projection;
  /** The feed of the live tables, or which is to be theirs; straight from the event store unless said otherwise. */
  readonly feed?: Feed;
  /** Called after each page: events done, and how many there may be to do, going by the positions. */
  readonly onProgress?: (done: number, total: number) => void;
  /** Groups kept in memory before they are written and forgotten. */
  readonly groupsInMemory?: number;
  /** Told when the tables that were replaced could not be removed. */
  readonly logger?: Log;
}

/** Rows that only the old tables had (`missing` from the new ones) or only the new ones have (`extra`). */
export interface TableDifference {
  readonly table: string;
  readonly missing: number;
  readonly extra: number;
}

/** What a rebuild did. */
export interface RebuildResult {
  readonly events: number;
  /** The old tables were of the same version, so the two could be compared. */
  readonly compared: boolean;
  /** They were compared and had the same rows. */
  readonly same: boolean;
  readonly differences: readonly TableDifference[];
}

/** One rebuild of a projection at a time. */
export class RebuildUnderWayError extends Error {
  override readonly name = 'RebuildUnderWayError';
}

/** Events read at a time; also how many go into one transaction while catching up. */
const PAGE_SIZE = 5_000;
const GROUPS_IN_MEMORY = 200_000;

/**
 * Builds the tables of a projection anew from the first event of the store, beside the live ones, compares the two and
 * puts the new ones in the place of the old. The live ones answer all the while, and their runners, in this process or
 * others, go on working but for two moments, when the comparison begins and at the switch. Every partition of their feed
 * may stand at another position: the new tables take exactly the events that the live ones have.
 * Interrupted, it leaves the live tables as they were; what is left over goes with the next rebuild. Throws
 * RebuildUnderWayError when another rebuild of the projection is under way, OtherFeedError when the live tables are those
 * of another feed.
 */
export async function rebuild(options: RebuildOptions): Promise<RebuildResult> {
  const { pool, projection } = options;
  const client = await dedicatedClient(pool);
  try {
    if (!(await tryLock(client, projection.name, 'rebuild'))) {
      throw new RebuildUnderWayError(`another rebuild of ${projection.name} is under way`);
    }
    return await new Rebuild(client, options).run();
  } finally {
    await client.end();
  }
}

class Rebuild {
  private readonly live: string;
  private readonly schema: string;
  private readonly replaced: string;
  private readonly feed: Feed;
  /** Up to where the new tables have the events of each partition. */
  private at: readonly number[] = [];
  private parked = new Set<string>();
  private skipped: ReadonlySet<string> = new Set();
  private events = 0;

  constructor(
    private readonly client: pg.Client,
    private readonly options: RebuildOptions,
  ) {
    this.live = liveSchema(options.projection);
    this.schema = rebuildSchema(options.projection);
    this.replaced = replacedSchema(options.projection);
    this.feed = options.feed ?? new StoreFeed(options.store);
  }

  async run(): Promise<RebuildResult> {
    const { client } = this;
    await dropSchema(client, this.replaced);
    this.skipped = await readSkipped(client, this.options.projection);
    await this.build();
    await this.catchUp();
    const differences = await this.compare();
    await this.catchUp();
    await this.takeOver();
    await this.removeReplaced();
    return {
      events: this.events,
      compared: differences !== undefined,
      same: differences?.length === 0,
      differences: differences ?? [],
    };
  }

  private async build(): Promise<void> {
    const { client } = this;
    try {
      await client.query('SET synchronous_commit = off');
      await this.buildInMemory();
    } catch (error) {
      if (!mayBeOfAnEvent(error)) throw error;
      // page by page the event whose rows cannot be written will be found, and its stream parked
      await this.emptyTables();
      await this.createIndexes();
    } finally {
      await client.query('RESET synchronous_commit');
    }
  }

  /** Folds in memory and only inserts, so long as the groups fit; indexes come after the rows. */
  private async buildInMemory(): Promise<void> {
    const { client, schema, parked, skipped } = this;
    const { catalogue, projection, groupsInMemory = GROUPS_IN_MEMORY } = this.options;
    const to = await this.emptyTables();
    const workingSet = new WorkingSet(schema, projection, { fresh: true });
    let spilled = false;
    for await (const page of this.pages(to)) {
      await writeParked(client, schema, await foldPage(client, page, { workingSet, catalogue, parked, skipped }));
      if (workingSet.size < groupsInMemory) continue;
      await workingSet.write(client);
      workingSet.clear();
      if (!spilled) await createGroupIndexes(client, schema, projection);
      spilled = true;
    }
    await workingSet.write(client);
    if (!spilled) await createGroupIndexes(client, schema, projection);
    await createOtherIndexes(client, schema, projection);
  }

  /** Follows the live tables to where they are now. */
  private async catchUp(): Promise<void> {
    const { client, schema, parked, skipped } = this;
    const { catalogue, projection } = this.options;
    const target = { schema, projection, catalogue, parked, skipped };
    const writing = {
      commit: (_: readonly RecordedEvent[], write: () => Promise<void>) => inTransaction(client, write),
      isOfAnEvent: mayBeOfAnEvent,
    };
    for await (const page of this.pages(await this.livePositions())) await applyPage(client, target, page, writing);
  }

  /**
   * Compares the two at the same positions, in a snapshot that is taken while the live runners are held back there: they
   * wait for the last page, not for the comparison. Undefined when the live tables are of another version, or none.
   */
  private async compare(): Promise<TableDifference[] | undefined> {
    const reader = await dedicatedClient(this.options.pool);
    try {
      const comparable = await this.holdingLive(async (_, version) => {
        if (version !== this.options.projection.version) return false;
        await this.catchUp();
        await reader.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
        // the first statement takes the snapshot
        await reader.query('SELECT 1');
        return true;
      });
      if (!comparable) return undefined;
      const differences = await this.differences(reader);
      await reader.query('COMMIT');
      return differences;
    } finally {
      await reader.end();
    }
  }

  /**
   * Brings the new tables to exactly the places of the live ones, and renames. Renaming waits for no reader; whoever
   * asked before reads the old tables to the end.
   */
  private async takeOver(): Promise<void> {
    const { live, schema, replaced } = this;
    await this.holdingLive(async (client, version) => {
      await this.catchUp();
      if (version === undefined) {
        await dropSchema(client, live);
        await replacePlaces(
          client,
          schema,
          this.feed.name,
          this.at.map((position): Place => ({ position, next: 0 })),
        );
      } else {
        await copyPlaces(client, live, schema);
        // whoever still knows the old tables finds that they are not the ones it has read
        await client.query(`UPDATE ${live}.checkpoint SET generation = $1`, [timeOrderedId()]);
        await client.query(`ALTER SCHEMA ${live} RENAME TO ${replaced}`);
      }
      await client.query(`ALTER SCHEMA ${schema} RENAME TO ${live}`);
    });
  }

  /** The new tables are live already: what fails here is no failure of the rebuild, and the next one removes them. */
  private async removeReplaced(): Promise<void> {
    try {
      await dropSchema(this.client, this.replaced);
    } catch (error) {
      const { logger, projection } = this.options;
      logger?.warn(
        { projection: projection.name, ...errorKind(error) },
        'the replaced tables could not be removed yet',
      );
    }
  }

  /**
   * Holds all live runners back while a short work is done, by the table that each of their pages touches first. `version`
   * is that of the live tables, undefined when there are none.
   */
  private async holdingLive<T>(work: (client: pg.Client, version: number | undefined) => Promise<T>): Promise<T> {
    const client = await dedicatedClient(this.options.pool);
    try {
      return await inTransaction(client, async () => {
        if (!(await isThere(client, this.live))) return work(client, undefined);
        // the lock of the table and not of its row: pages of many runners that overlap would never leave the row free
        await client.query(`LOCK TABLE ${this.live}.checkpoint IN EXCLUSIVE MODE`);
        return work(client, (await readStanding(client, this.live)).version);
      });
    } finally {
      await client.end();
    }
  }

  private async differences(client: pg.Client): Promise<TableDifference[]> {
    const only = (a: string, b: string, table: string) =>
      `(SELECT count(*)::int FROM (SELECT t::text FROM ${a}.${table} t EXCEPT ALL SELECT t::text FROM ${b}.${table} t) d)`;
    const found: TableDifference[] = [];
    for (const { name: table } of this.options.projection.tables) {
      const { rows } = await client.query<TableDifference>(
        `SELECT $1 AS "table", ${only(this.live, this.schema, table)} AS missing,
                ${only(this.schema, this.live, table)} AS extra`,
        [table],
      );
      found.push(...rows.filter(({ missing, extra }) => missing + extra > 0));
    }
    return found;
  }

  /** Begins, again if need be. Resolves with where the live tables are. */
  private async emptyTables(): Promise<readonly number[]> {
    const { client, schema } = this;
    const to = await this.livePositions();
    this.events = 0;
    this.at = to.map(() => 0);
    this.parked = new Set();
    await createTables(client, schema, this.options.projection);
    return to;
  }

  private async createIndexes(): Promise<void> {
    await createGroupIndexes(this.client, this.schema, this.options.projection);
    await createOtherIndexes(this.client, this.schema, this.options.projection);
  }

  /** Where each partition of the live tables is; at the head of the store when there are none. */
  private async livePositions(): Promise<readonly number[]> {
    const { client, live, feed, options } = this;
    const nowhere = async (position: number) => Array.from({ length: await feed.partitions() }, () => position);
    if (!(await isThere(client, live))) return nowhere(await options.store.head());
    const standing = await readStanding(client, live);
    if (standing.feed === null) return nowhere(0);
    if (standing.feed !== feed.name) throw new OtherFeedError(`${options.projection.name} follows another feed`);
    return standing.places.map(({ position }) => position);
  }

  /**
   * The events that the new tables lack up to some positions, one for each partition; then they are there. The store reads
   * the next page while one is worked on.
   */
  private async *pages(to: readonly number[]): AsyncGenerator<RecordedEvent[]> {
    const { at, feed } = this;
    const end = Math.max(...to);
    const lacks = (event: RecordedEvent) => {
      const partition = feed.partitionOf(event, to.length);
      return at[partition]! < event.position && event.position <= to[partition]!;
    };
    for (const stretch of stretches(at, to)) {
      for await (const page of this.read(stretch)) {
        const events = page.filter(lacks);
        if (events.length > 0) yield events;
        this.events += events.length;
        const position = page.at(-1)!.position;
        this.options.onProgress?.(this.events, Math.round((this.events * end) / position));
      }
    }
    this.at = to;
  }

  private async *read([after, to]: readonly [number, number]): AsyncGenerator<RecordedEvent[]> {
    const ask = async (from: number) => {
      const page = from < to ? await this.options.store.readAll(from, PAGE_SIZE) : [];
      return page.filter(({ position }) => position <= to);
    };
    let next = ask(after);
    for (let page = await next; page.length > 0; page = await next) {
      next = ask(page.at(-1)!.position);
      // it is awaited above, unless the work on this page fails: then that error is the one to report
      next.catch(() => undefined);
      yield page;
    }
  }
}
