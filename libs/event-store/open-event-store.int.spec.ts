import { migrate } from '#postgres';
import { testDatabase } from '../postgres/postgres.testing.js';
import { EventStoreDbEventStore } from './eventstoredb/eventstoredb-event-store.js';
import { InMemoryServer } from './eventstoredb/in-memory-server.testing.js';
import { openEventStore } from './open-event-store.js';
import { PostgresEventStore } from './postgres/postgres-event-store.js';
import { eventStoreMigrations } from './postgres/schema.js';

describe('the event store of a configuration', () => {
  it('is on PostgreSQL', async () => {
    const database = await testDatabase({ max: 1 });
    await migrate(database.pool, eventStoreMigrations);
    const store = await openEventStore({
      eventStore: 'postgres',
      eventStoreDbUrl: undefined,
      databaseUrl: database.url,
    });
    expect(store).toBeInstanceOf(PostgresEventStore);
    await store.close();
    await database.drop();
  });

  it('is on EventStoreDB, whatever the database', async () => {
    const server = await InMemoryServer.start();
    const on = { eventStore: 'eventstoredb', databaseUrl: 'postgres://nowhere.invalid/tirek' } as const;
    const store = await openEventStore({ ...on, eventStoreDbUrl: server.url });
    expect(store).toBeInstanceOf(EventStoreDbEventStore);
    await store.close();
    server.stop();
    await expect(openEventStore({ ...on, eventStoreDbUrl: undefined })).rejects.toThrow('without its url');
  });
});
