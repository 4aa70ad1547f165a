import { setTimeout as pause } from 'node:timers/promises';
import {
  Client,
  type ClientBase,
  type ClientConfig,
  DatabaseError,
  type QueryConfig,
  TypeOverrides,
  types as standardTypes,
} from 'pg';
import { EventStoreUnavailable } from '../event-store.js';
import { storeRole } from './schema.js';

const slowestStatementMs = 30_000;
const longestBackoffMs = 2_000;

/** `2026-11-21 22:11:29.12+00` as `2026-11-21T22:11:29.120000Z`: of one width, so that texts compare as instants do. */
const instant = (text: string): string =>
  `${text.slice(0, 10)}T${text.slice(11, 19)}.${text.slice(20, -3).padEnd(6, '0')}Z`;

const types = new TypeOverrides();
types.setTypeParser(standardTypes.builtins.INT8, Number);
types.setTypeParser(standardTypes.builtins.TIMESTAMPTZ, instant);

/** How every connection of the store is made. */
export const connectionConfig = (url: string): ClientConfig => ({
  connectionString: url,
  application_name: 'tirek event store',
  connectionTimeoutMillis: 5_000,
  keepAlive: true,
  // several may ask at once, on one connection, without waiting for each other's answers
  pipeline: true,
  // longer than the server's own limit: it only ends the wait for a server that is gone without a word
  query_timeout: slowestStatementMs + 5_000,
  types,
});

/**
 * Makes a new connection one of the store's: it takes the store's role where that exists, and reads through indexes
 * only, since a prepared plan made while the table is small is kept as it grows.
 */
export async function prepareSession(client: ClientBase): Promise<void> {
  await client.query(`
    SET TIME ZONE 'UTC'; SET datestyle = ISO; SET client_min_messages = error;
    SET enable_seqscan = off; SET enable_bitmapscan = off; SET plan_cache_mode = force_generic_plan; SET jit = off;
    SET statement_timeout = ${slowestStatementMs};
    DO $$ BEGIN
      IF EXISTS (SELECT FROM pg_roles WHERE rolname = '${storeRole}' AND pg_has_role(oid, 'MEMBER')) THEN
        SET ROLE ${storeRole};
      END IF;
    END $$`);
}

/** Whether the server refused the statement and left the connection whole; otherwise it is not known what became of it. */
export const isRefusedStatement = (error: unknown): error is DatabaseError =>
  error instanceof DatabaseError && !/^(08|57P)/.test(error.code ?? '08');

/**
 * One connection, made when first used and again after it was lost, with a growing pause between attempts. Rejects with
 * EventStoreUnavailable when the server cannot be reached or the connection is lost, else with the server's own error.
 */
export class Connection {
  private client: Promise<Client> | undefined;
  private failures = 0;
  private readonly url: string;
  private readonly closing = new AbortController();

  constructor(url: string) {
    this.url = url;
  }

  async query<R>(query: QueryConfig): Promise<R[]> {
    const connecting = (this.client ??= this.connect());
    let client: Client;
    try {
      client = await connecting;
    } catch (error) {
      throw this.lost(connecting, error);
    }
    try {
      const { rows } = await client.query(query);
      this.failures = 0;
      return rows as R[];
    } catch (error) {
      throw isRefusedStatement(error) ? error : this.lost(connecting, error);
    }
  }

  /** Ends the connection; what is under way on it, and every later query, rejects. */
  async close(): Promise<void> {
    this.closing.abort();
    const client = await this.client?.catch(() => undefined);
    await client?.end();
  }

  private connect(): Promise<Client> {
    const client = new Client(connectionConfig(this.url));
    const connecting = this.open(client);
    // lost while idle: the next query makes another
    client.on('error', () => this.forget(connecting));
    return connecting;
  }

  private async open(client: Client): Promise<Client> {
    const { signal } = this.closing;
    if (this.failures > 0) await pause(Math.min(25 * 2 ** this.failures, longestBackoffMs), undefined, { signal });
    signal.throwIfAborted();
    try {
      await client.connect();
      await prepareSession(client);
      return client;
    } catch (error) {
      void client.end();
      throw error;
    }
  }

  private lost(connecting: Promise<Client>, cause: unknown): EventStoreUnavailable {
    this.failures += 1;
    this.forget(connecting);
    connecting.then(
      (client) => client.end(),
      () => undefined,
    );
    return new EventStoreUnavailable('the event store cannot be reached', { cause });
  }

  private forget(connecting: Promise<Client>): void {
    if (this.client === connecting) this.client = undefined;
  }
}
