import type pg from 'pg';
import type { Page, PageTaker, Place } from './feed.js';

/**
 * The simplest read model: a row for every event, in the order in which events were taken, and the places, in one
 * transaction. Nothing keeps an event from being there twice but the place.
 */
export class TableTaker implements PageTaker {
  constructor(
    readonly name: string,
    private readonly pool: pg.Pool,
  ) {}

  async createTables(): Promise<void> {
    await this.pool.query(`
      CREATE TABLE IF NOT EXISTS taken (model text, nr bigserial, partition integer, position bigint, event json);
      CREATE TABLE IF NOT EXISTS parked (model text, nr bigserial, at text, reason text);
      CREATE TABLE IF NOT EXISTS places
        (model text, partition integer, position bigint, next bigint, PRIMARY KEY (model, partition));
    `);
  }

  async place(partition: number): Promise<Place> {
    await this.pool.query('INSERT INTO places VALUES ($1, $2, 0, 0) ON CONFLICT DO NOTHING', [this.name, partition]);
    const { rows } = await this.pool.query<Place>(
      'SELECT position, next FROM places WHERE model = $1 AND partition = $2',
      [this.name, partition],
    );
    return rows[0]!;
  }

  async take({ partition, events, to, unreadable = [] }: Page): Promise<Place> {
    const client = await this.pool.connect();
    try {
      await client.query('BEGIN');
      const { rows } = await client.query<Place>(
        'SELECT position, next FROM places WHERE model = $1 AND partition = $2 FOR UPDATE',
        [this.name, partition],
      );
      const place = rows[0]!;
      if (place.position > to.position) {
        await client.query('ROLLBACK');
        return place;
      }
      for (const event of events.filter(({ position }) => position > place.position)) {
        await client.query('INSERT INTO taken (model, partition, position, event) VALUES ($1, $2, $3, $4)', [
          this.name,
          partition,
          event.position,
          JSON.stringify(event),
        ]);
      }
      for (const { at, reason } of unreadable) {
        await client.query('INSERT INTO parked (model, at, reason) VALUES ($1, $2, $3)', [this.name, at, reason]);
      }
      await client.query('UPDATE places SET position = $3, next = $4 WHERE model = $1 AND partition = $2', [
        this.name,
        partition,
        to.position,
        to.next,
      ]);
      await client.query('COMMIT');
      return to;
    } catch (error) {
      await client.query('ROLLBACK').catch(() => undefined);
      throw error;
    } finally {
      client.release();
    }
  }

  /** The events taken, in the order in which they were, partition by partition. */
  async taken(partitions: number): Promise<unknown[][]> {
    const found: unknown[][] = Array.from({ length: partitions }, () => []);
    const { rows } = await this.pool.query<{ partition: number; event: unknown }>(
      'SELECT partition, event FROM taken WHERE model = $1 ORDER BY nr',
      [this.name],
    );
    for (const { partition, event } of rows) found[partition]!.push(event);
    return found;
  }

  /** Up to where all partitions are in the tables. */
  async position(partitions: number): Promise<number> {
    const { rows } = await this.pool.query<{ position: number }>(
      'SELECT CASE count(*) WHEN $2 THEN min(position) ELSE 0 END AS position FROM places WHERE model = $1',
      [this.name, partitions],
    );
    return rows[0]!.position;
  }

  /** The messages that could not be read, in the order in which they came. */
  async parked(): Promise<{ at: string; reason: string }[]> {
    const { rows } = await this.pool.query<{ at: string; reason: string }>(
      'SELECT at, reason FROM parked WHERE model = $1 ORDER BY nr',
      [this.name],
    );
    return rows;
  }
}
