import { beginning, type EventStore } from '#event-store';
import {
  type Database,
  dedicatedClient,
  inTransaction,
  lockForTransaction,
  type Migration,
  StartRefused,
} from '#postgres';

export const oneStoreMigrations: readonly Migration[] = [
  {
    name: 'service-1-one-store',
    sql: `
      CREATE SCHEMA tirek_service;

      -- No row: nothing was begun on this database. A row without its event: the founding was begun.
      CREATE TABLE tirek_service.event_store (
        only_row    boolean PRIMARY KEY DEFAULT true CHECK (only_row),
        first_event uuid
      );`,
  },
];

/**
 * Holds a database to the event store it began with: read models stand at positions of that one, and keys open what is
 * in it. `found` opens or makes the keys and founds the store if need be; starts on one database do so one after
 * another. `inDatabase`: the events are in the database itself, so that they are its own even where nothing is recorded
 * yet. Throws StartRefused, before `found`, when the database and the store do not belong together.
 */
export async function insistOnOneStore<T>(
  { database, store, inDatabase }: { database: Database; store: EventStore; inDatabase: boolean },
  found: () => Promise<T>,
): Promise<T> {
  const holder = await dedicatedClient(database);
  try {
    // its end fails where the connection was lost, and the lock with it
    return await inTransaction(holder, async () => {
      await lockForTransaction(holder, 'event store', 'found');
      await refuseAnother(database, store, inDatabase);
      // outside the transaction of the lock: it must be known even of a founding that was cut short
      await database.query('INSERT INTO tirek_service.event_store DEFAULT VALUES ON CONFLICT DO NOTHING');
      const founded = await found();
      const [first] = await store.readAll(beginning, 1);
      await database.query('UPDATE tirek_service.event_store SET first_event = $1 WHERE first_event IS NULL', [
        first!.eventId,
      ]);
      return founded;
    });
  } finally {
    await holder.end();
  }
}

/** The id of the event that the store of a database began with; undefined: none was founded there. */
export async function firstEventOf(database: Database): Promise<string | undefined> {
  const { rows } = await database.query<{ first_event: string | null }>(
    'SELECT first_event FROM tirek_service.event_store',
  );
  return rows[0]?.first_event ?? undefined;
}

async function refuseAnother(database: Database, store: EventStore, inDatabase: boolean): Promise<void> {
  const { rows } = await database.query<{ first_event: string | null }>(
    'SELECT first_event FROM tirek_service.event_store',
  );
  const [row] = rows;
  const events = await store.readAll(beginning, 2);
  if (row?.first_event) {
    if (row.first_event === events[0]?.eventId) return;
    if (inDatabase) {
      throw new StartRefused(
        'The first event of this store is not the one it began with: somebody changed or removed it. `npx tirek verify` says what else is not as it was recorded.',
      );
    }
    throw new StartRefused(
      'This database belongs to another event store than the one that EVENT_STORE and EVENTSTOREDB_URL name; each database stays with the one it began with.',
    );
  }
  // a founding that was cut short leaves its one event
  if (inDatabase || events.length <= (row ? 1 : 0)) return;
  throw new StartRefused(
    'The event store that EVENTSTOREDB_URL names has events already, and this database has never seen it: set DATABASE_URL to the database that belongs to it, or restore that one from its backup.',
  );
}
