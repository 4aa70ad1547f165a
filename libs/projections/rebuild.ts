import pg from 'pg';
import type { EventCatalogue, EventStore } from '#event-store';
import { timeOrderedId, type RecordedEvent } from '#kernel';
import { applyPage, inTransaction, isRefusedData } from './apply-page.js';
import { foldPage } from './fold-page.js';
import { dedicatedClient, tryLock } from './locks.js';
import type { Projection } from './projection.js';
import {
  createGroupIndexes,
  createOtherIndexes,
  createTables,
  dropSchema,
  liveSchema,
  readCheckpoint,
  rebuildSchema,
  replacedSchema,
  writeParked,
  type Checkpoint,
} from './read-model.js';
import { WorkingSet } from './working-set.js';

/** What a rebuild needs. */
export interface RebuildOptions {
  readonly pool: pg.Pool;
  readonly store: EventStore;
  readonly catalogue: EventCatalogue;
  readonly projection: Projection;
  /** Called after each page: events done, and how many there are to do as far as is known. */
  readonly onProgress?: (done: number, total: number) => void;
  /** Groups kept in memory before they are written and forgotten. */
  readonly groupsInMemory?: number;
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
  readonly rows: number;
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
 * Builds the tables of a projection anew from the first event, beside the live ones, compares the two and puts the new
 * ones in the place of the old. The live ones answer all the while, and their runner, in this process or another, goes
 * on working but for two moments, when the comparison begins and at the switch. Interrupted, it leaves the live tables as they were; what is left over
 * goes with the next rebuild. Throws RebuildUnderWayError when another rebuild of the projection is under way.
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
  private events = 0;

  constructor(
    private readonly client: pg.Client,
    private readonly options: RebuildOptions,
  ) {
    this.live = liveSchema(options.projection);
    this.schema = rebuildSchema(options.projection);
    this.replaced = replacedSchema(options.projection);
  }

  async run(): Promise<RebuildResult> {
    await dropSchema(this.client, this.replaced);
    const built = await this.catchUp(await this.build());
    const { checkpoint, differences } = await this.compare(built);
    await this.takeOver(await this.catchUp(checkpoint));
    await dropSchema(this.client, this.replaced);
    return {
      events: this.events,
      rows: await this.countRows(),
      compared: differences !== undefined,
      same: differences?.length === 0,
      differences: differences ?? [],
    };
  }

  private async build(): Promise<Checkpoint> {
    try {
      await this.client.query('SET synchronous_commit = off');
      return await this.buildInMemory();
    } catch (error) {
      if (!isRefusedData(error)) throw error;
      // page by page the row that the database refuses will be found, and its stream parked
      const empty = await this.emptyTables();
      await this.createIndexes();
      return empty;
    } finally {
      await this.client.query('RESET synchronous_commit');
    }
  }

  /** Folds in memory and only inserts, so long as the groups fit; indexes come after the rows. */
  private async buildInMemory(): Promise<Checkpoint> {
    const { client, schema } = this;
    const { catalogue, projection, groupsInMemory = GROUPS_IN_MEMORY } = this.options;
    const begun = await this.emptyTables();
    const workingSet = new WorkingSet(schema, projection, { fresh: true });
    const parked = new Set<string>();
    let position = begun.position;
    let spilled = false;
    for await (const page of this.pages(position, await this.livePosition())) {
      await writeParked(client, schema, await foldPage(client, page, { workingSet, catalogue, parked }));
      position = page.at(-1)!.position;
      if (workingSet.size < groupsInMemory) continue;
      await workingSet.write(client);
      workingSet.clear();
      if (!spilled) await createGroupIndexes(client, schema, projection);
      spilled = true;
    }
    await workingSet.write(client);
    if (!spilled) await createGroupIndexes(client, schema, projection);
    await createOtherIndexes(client, schema, projection);
    await client.query(`UPDATE ${schema}.checkpoint SET position = $1`, [position]);
    return { ...begun, position, parked: [...parked] };
  }

  /** Follows the live tables from a checkpoint to where they are now. */
  private async catchUp(from: Checkpoint): Promise<Checkpoint> {
    const { client, schema } = this;
    const { catalogue, projection } = this.options;
    let checkpoint = from;
    for await (const page of this.pages(from.position, await this.livePosition())) {
      checkpoint = await applyPage(client, { schema, projection, catalogue }, checkpoint, page);
    }
    return checkpoint;
  }

  /**
   * Compares the two at one position, in a snapshot that is taken while the live runner is held back there: it waits for
   * the last page, not for the comparison. No differences are returned when the live tables are of another version.
   */
  private async compare(built: Checkpoint): Promise<{ checkpoint: Checkpoint; differences?: TableDifference[] }> {
    const reader = await dedicatedClient(this.options.pool);
    try {
      const atLive = await this.holdingLive(async (_, old) => {
        if (old?.version !== this.options.projection.version) return undefined;
        const checkpoint = await this.catchUp(built);
        await reader.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
        // the first statement takes the snapshot
        await reader.query('SELECT 1');
        return checkpoint;
      });
      if (!atLive) return { checkpoint: built };
      const differences = await this.differences(reader);
      await reader.query('COMMIT');
      return { checkpoint: atLive, differences };
    } finally {
      await reader.end();
    }
  }

  /**
   * Brings the new tables to exactly the position of the live ones, and renames. Renaming waits for no reader; whoever
   * asked before reads the old tables to the end.
   */
  private async takeOver(built: Checkpoint): Promise<void> {
    const { live, schema, replaced } = this;
    await this.holdingLive(async (client, old) => {
      await this.catchUp(built);
      if (old) {
        // a runner that waits for the row finds another generation in it and reads the checkpoint again
        await client.query(`UPDATE ${live}.checkpoint SET generation = $1`, [timeOrderedId()]);
        await client.query(`ALTER SCHEMA ${live} RENAME TO ${replaced}`);
      }
      await client.query(`ALTER SCHEMA ${schema} RENAME TO ${live}`);
    });
  }

  /** Holds the live runner back, by the row that each of its pages takes first, while a short work is done. */
  private async holdingLive<T>(
    work: (client: pg.Client, old: { readonly version: number } | undefined) => Promise<T>,
  ): Promise<T> {
    const client = await dedicatedClient(this.options.pool);
    try {
      return await inTransaction(client, async () => work(client, await this.holdLive(client)));
    } finally {
      await client.end();
    }
  }

  private async holdLive(client: pg.Client): Promise<{ version: number } | undefined> {
    if (!(await readCheckpoint(client, this.live))) return undefined;
    const { rows } = await client.query<{ version: number }>(`SELECT version FROM ${this.live}.checkpoint FOR UPDATE`);
    return rows[0];
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

  private async countRows(): Promise<number> {
    let count = 0;
    for (const { name } of this.options.projection.tables) {
      const { rows } = await this.client.query<{ count: number }>(
        `SELECT count(*)::int AS count FROM ${this.live}.${name}`,
      );
      count += rows[0]!.count;
    }
    return count;
  }

  private async emptyTables(): Promise<Checkpoint> {
    const { client, schema } = this;
    this.events = 0;
    await dropSchema(client, schema);
    await createTables(client, schema, this.options.projection);
    return (await readCheckpoint(client, schema))!;
  }

  private async createIndexes(): Promise<void> {
    await createGroupIndexes(this.client, this.schema, this.options.projection);
    await createOtherIndexes(this.client, this.schema, this.options.projection);
  }

  /** Where the live tables are; the head of the store when there are none. */
  private async livePosition(): Promise<number> {
    return (await readCheckpoint(this.client, this.live))?.position ?? this.options.store.head();
  }

  /** The events after one position up to another. The store reads the next page while one is worked on. */
  private async *pages(after: number, to: number): AsyncGenerator<RecordedEvent[]> {
    const { store, onProgress } = this.options;
    const read = async (from: number) => {
      const page = from < to ? await store.readAll(from, PAGE_SIZE) : [];
      return page.filter(({ position }) => position <= to);
    };
    let next = read(after);
    for (let page = await next; page.length > 0; page = await next) {
      next = read(page.at(-1)!.position);
      // it is awaited above, unless the work on this page fails: then that error is the one to report
      next.catch(() => undefined);
      yield page;
      this.events += page.length;
      onProgress?.(page.at(-1)!.position, to);
    }
  }
}
