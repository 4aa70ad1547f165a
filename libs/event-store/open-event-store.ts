import type { EventStore } from './event-store.js';
import { PostgresEventStore } from './postgres/postgres-event-store.js';

/** Where the event store is; `databaseUrl` is that of the PostgreSQL database which the read models are in anyway. */
export interface EventStoreConfiguration {
  readonly eventStore: 'postgres' | 'eventstoredb';
  /** Must be there with `eventStore: 'eventstoredb'`. */
  readonly eventStoreDbUrl: string | undefined;
  readonly databaseUrl: string;
}

/** Opens the event store that the configuration names. Rejects with EventStoreUnavailable when it cannot be reached. */
export async function openEventStore(configuration: EventStoreConfiguration): Promise<EventStore> {
  const { eventStore, eventStoreDbUrl, databaseUrl } = configuration;
  if (eventStore === 'postgres') return PostgresEventStore.open({ url: databaseUrl });
  if (eventStoreDbUrl === undefined) throw new Error('eventstoredb is chosen as the event store, without its url');
  // whoever does not use it does not load its client
  const { EventStoreDbEventStore } = await import('./eventstoredb/eventstoredb-event-store.js');
  return EventStoreDbEventStore.open({ url: eventStoreDbUrl });
}
