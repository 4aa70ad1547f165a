import { createSecretKey, type KeyObject, randomBytes } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { LRUCache } from 'lru-cache';
import { type Database, transactionOn } from '#postgres';
import { noteErased } from './erased-list.js';
import { KEY_BYTES, KeysLostError } from './key-files.js';
import type { KeyRing, WrappedKey } from './key-ring.js';

/** The key of one person, split by use. When its stored form is gone, so is what was made with it. */
export interface PersonKey {
  readonly seal: KeyObject;
  readonly fingerprint: KeyObject;
}

interface Waiter {
  readonly promise: Promise<PersonKey | undefined>;
  resolve(key: PersonKey | undefined): void;
  reject(error: unknown): void;
}

type StoredKey = { person_id: string } & (
  { wrapped: Buffer; period_id: string } | { wrapped: null; period_id: string | null }
);

/** How often a batch is wrapped anew when the period was closed meanwhile. */
const ATTEMPTS = 5;
const BATCH = 1_000;
const CACHED = 20_000;

/** The keys of the persons, in the table `tirek_keys.person_keys`. Ids are UUIDs in lower case. */
export class PersonKeys {
  private readonly cache: LRUCache<string, PersonKey>;
  private waiting = new Map<string, Waiter>();
  private writing = false;

  /** `cacheMs`: how long a key stays in memory, unless it is forgotten before. */
  constructor(
    private readonly pool: Database,
    private readonly ring: KeyRing,
    { cacheMs = 60_000 }: { cacheMs?: number } = {},
  ) {
    this.cache = new LRUCache({ max: CACHED, ttl: cacheMs });
  }

  /**
   * The key of a person, made and durable before it is given out; undefined when she was erased.
   * Concurrent calls go to the database together, one statement at a time.
   */
  ensure(personId: string): Promise<PersonKey | undefined> {
    const cached = this.cache.get(personId);
    if (cached) return Promise.resolve(cached);
    let waiter = this.waiting.get(personId);
    if (!waiter) {
      waiter = newWaiter();
      this.waiting.set(personId, waiter);
      if (!this.writing) void this.writeWaiting();
    }
    return waiter.promise;
  }

  /**
   * The keys of these persons, as far as there are any: one that is missing was erased. A stored key that was altered
   * rejects, or is passed over when `onAltered` is there to be told whose it is.
   */
  async find(personIds: Iterable<string>, onAltered?: (personId: string) => void): Promise<Map<string, PersonKey>> {
    const found = new Map<string, PersonKey>();
    const unknown: string[] = [];
    for (const personId of new Set(personIds)) {
      const cached = this.cache.get(personId);
      if (cached) found.set(personId, cached);
      else unknown.push(personId);
    }
    for (const stored of unknown.length > 0 ? await this.readable(unknown) : []) {
      try {
        const key = this.opened(stored);
        if (key) found.set(stored.person_id, key);
      } catch (error) {
        // that the key of a whole period is not there is no matter of one person
        if (!onAltered || error instanceof KeysLostError) throw error;
        onAltered(stored.person_id);
      }
    }
    return found;
  }

  /** Never rejects: every failure goes to those who wait for it. */
  private async writeWaiting(): Promise<void> {
    this.writing = true;
    // requests that arrived together have all asked by then
    await setImmediate();
    while (this.waiting.size > 0) {
      const batch = [...this.waiting].slice(0, BATCH);
      for (const [personId] of batch) this.waiting.delete(personId);
      try {
        const stored = await this.write(batch.map(([personId]) => personId));
        for (const [personId, waiter] of batch) this.answer(waiter, stored.get(personId));
      } catch (error) {
        for (const [, waiter] of batch) waiter.reject(error);
      }
    }
    this.writing = false;
  }

  private answer(waiter: Waiter, stored: StoredKey | undefined): void {
    try {
      waiter.resolve(stored && this.opened(stored));
    } catch (error) {
      waiter.reject(error);
    }
  }

  /**
   * Destroys the key of a person, durably, and what was made with it to find her; nobody makes her another one. Again, it
   * changes nothing. Other processes forget her key within seconds (erasure-watch.ts).
   */
  async erase(personId: string): Promise<void> {
    noteErased(this.ring.files.folder, personId);
    await transactionOn(this.pool, async (client) => {
      await client.query(
        `INSERT INTO tirek_keys.person_keys AS k (person_id, erased_at) VALUES ($1, clock_timestamp())
           ON CONFLICT (person_id) DO UPDATE SET wrapped = NULL, erased_at = coalesce(k.erased_at, excluded.erased_at)`,
        [personId],
      );
      // a statement of its own: it sees what the index of names stored while the first one waited for the row
      await client.query('DELETE FROM tirek_keys.name_index WHERE person_id = $1', [personId]);
    });
    this.cache.delete(personId);
  }

  /** Takes the keys of these persons out of memory; without any named, all of them. */
  forget(personIds?: Iterable<string>): void {
    if (personIds === undefined) this.cache.clear();
    else for (const personId of personIds) this.cache.delete(personId);
  }

  /** Stores a new key for each person who has no row, and reads back what is stored, whoever stored it. */
  private async write(personIds: readonly string[]): Promise<Map<string, StoredKey>> {
    // in one order in every process: two batches with the same persons do not lock each other out
    let left = [...personIds].sort();
    const stored = new Map<string, StoredKey>();
    // what is missing after the first time was committed by another process meanwhile, or the period was closed
    for (let attempt = 0; left.length > 0; attempt += 1) {
      if (attempt === ATTEMPTS) throw new Error('the period of keys was closed again and again');
      if (attempt > 0) await this.ring.refresh();
      for (const row of await this.insert(left)) stored.set(row.person_id, row);
      left = left.filter((personId) => !stored.has(personId));
    }
    return stored;
  }

  /** Nothing is inserted under a period that another process has closed: its key may be destroyed at any moment. */
  private async insert(sorted: readonly string[]): Promise<StoredKey[]> {
    const made = sorted.map((personId) => this.ring.wrap(personId, randomBytes(2 * KEY_BYTES)));
    const { rows } = await this.pool.query<StoredKey>({
      name: 'tirek_ensure_person_keys',
      text: `
        WITH open AS (
          SELECT id FROM tirek_keys.key_files WHERE id = $3 AND closed_at IS NULL FOR SHARE
        ), made AS (
          INSERT INTO tirek_keys.person_keys (person_id, wrapped, period_id)
          SELECT person_id, wrapped, open.id FROM open, unnest($1::uuid[], $2::bytea[]) AS new (person_id, wrapped)
          ON CONFLICT (person_id) DO NOTHING
          RETURNING person_id, wrapped, period_id
        )
        SELECT person_id, wrapped, period_id FROM made
        UNION ALL
        SELECT person_id, wrapped, period_id FROM tirek_keys.person_keys WHERE person_id = ANY ($1::uuid[])`,
      values: [sorted, made.map(({ wrapped }) => wrapped), made[0]!.periodId],
    });
    return rows;
  }

  /** The stored keys; read again where one was wrapped anew, and its former period ended, after it was read. */
  private async readable(personIds: readonly string[]): Promise<StoredKey[]> {
    const rows = await this.read(personIds);
    try {
      for (const { wrapped, period_id } of rows) if (wrapped !== null) this.ring.period(period_id);
      return rows;
    } catch (error) {
      if (!(error instanceof KeysLostError)) throw error;
      return this.read(personIds);
    }
  }

  private async read(personIds: readonly string[]): Promise<StoredKey[]> {
    const { rows } = await this.pool.query<StoredKey>({
      name: 'tirek_find_person_keys',
      text: 'SELECT person_id, wrapped, period_id FROM tirek_keys.person_keys WHERE person_id = ANY ($1::uuid[])',
      values: [personIds],
    });
    return rows;
  }

  private opened(stored: StoredKey): PersonKey | undefined {
    if (stored.wrapped === null) return undefined;
    const wrappedKey: WrappedKey = { wrapped: stored.wrapped, periodId: stored.period_id };
    const key = split(this.ring.unwrap(stored.person_id, wrappedKey));
    this.cache.set(stored.person_id, key);
    return key;
  }
}

/** The two halves of a person's key. */
const split = (key: Buffer): PersonKey => ({
  seal: createSecretKey(key.subarray(0, KEY_BYTES)),
  fingerprint: createSecretKey(key.subarray(KEY_BYTES)),
});

function newWaiter(): Waiter {
  let settle!: Omit<Waiter, 'promise'>;
  const promise = new Promise<PersonKey | undefined>((resolve, reject) => {
    settle = { resolve, reject };
  });
  return { promise, ...settle };
}
