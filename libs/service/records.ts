import type { Configuration } from '#configuration';
import { type EventStore, openEventStore, PostgresEventStore, readsLog } from '#event-store';
import { type Database, migrate, openDatabase } from '#postgres';
import { migrations } from './migrations.js';

/** The two logs of an installation, and the database that they belong to. */
export interface Records {
  readonly database: Database;
  readonly store: EventStore;
  readonly readLog: EventStore;
}

/**
 * Reaches PostgreSQL, migrates it, and opens both logs, whatever is in them; `leaving` closes them. `connections`: of the
 * pool, at most. Throws StartRefused, EventStoreUnavailable.
 */
export async function openRecords(
  configuration: Configuration,
  { databaseUrl, connections }: { readonly databaseUrl: string; readonly connections: number },
  leaving: AsyncDisposableStack,
): Promise<Records> {
  const database = await openDatabase(databaseUrl, { max: connections });
  leaving.defer(() => database.end());
  await migrate(database, migrations);
  const store = await openEventStore({ ...configuration, databaseUrl });
  leaving.defer(() => store.close());
  const readLog = await PostgresEventStore.open({ url: databaseUrl, log: readsLog });
  leaving.defer(() => readLog.close());
  return { database, store, readLog };
}
