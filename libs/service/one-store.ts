import { beginning, type EventStore } from '#event-store';
import { type Database, type Migration, StartRefused } from '#postgres';

export const oneStoreMigrations: readonly Migration[] = [
  {
    name: 'service-1-one-store',
    sql: `
      CREATE TABLE tirek_event_store (
        only_row    boolean PRIMARY KEY DEFAULT true CHECK (only_row),
        first_event uuid NOT NULL
      );`,
  },
];

const firstEvent = async (store: EventStore): Promise<string | undefined> =>
  (await store.readAll(beginning, 1))[0]?.eventId;

/**
 * Holds a database to the event store it began with: read models stand at positions of that one, and keys open what is
 * in it. `found` founds the store if need be. Throws StartRefused, before anything is founded, when it is another one.
 */
export async function insistOnOneStore<T>(database: Database, store: EventStore, found: () => Promise<T>): Promise<T> {
  const before = await database.query<{ first_event: string }>('SELECT first_event FROM tirek_event_store');
  refuseUnlessSame(before.rows[0]?.first_event, await firstEvent(store));
  const founded = await found();
  await database.query('INSERT INTO tirek_event_store (first_event) VALUES ($1) ON CONFLICT DO NOTHING', [
    await firstEvent(store),
  ]);
  // another process may have been faster, with another store
  const { rows } = await database.query<{ first_event: string }>('SELECT first_event FROM tirek_event_store');
  refuseUnlessSame(rows[0]!.first_event, await firstEvent(store));
  return founded;
}

function refuseUnlessSame(known: string | undefined, found: string | undefined): void {
  if (known === undefined || known === found) return;
  throw new StartRefused(
    'This database belongs to another event store than the one that EVENT_STORE and EVENTSTOREDB_URL name; each database stays with the one it began with.',
  );
}
