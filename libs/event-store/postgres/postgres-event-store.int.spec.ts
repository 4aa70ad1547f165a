import { migrate } from '#postgres';
import { testDatabase } from '../../postgres/postgres.testing.js';
import { describeEventStore } from '../event-store.contract.testing.js';
import { PostgresEventStore } from './postgres-event-store.js';
import { eventStoreMigrations } from './schema.js';

describeEventStore('the event store on PostgreSQL', async () => {
  const database = await testDatabase({ max: 1 });
  await migrate(database.pool, eventStoreMigrations);
  const { url } = database;
  const store = await PostgresEventStore.open({ url });
  return {
    store,
    another: () => PostgresEventStore.open({ url }),
    close: async () => {
      await store.close();
      await database.drop();
    },
  };
});
