import { testDatabase } from '../../postgres/postgres.testing.js';
import { describeEventStore } from '../event-store.contract.testing.js';
import { PostgresEventStore } from './postgres-event-store.js';
import { eventLog, eventStoreMigrations, type PostgresLog, readLogMigrations, readsLog } from './schema.js';

const opened = (log: PostgresLog) => async () => {
  // both are there, as they always are
  const database = await testDatabase({ max: 1, migrations: [...eventStoreMigrations, ...readLogMigrations] });
  const { url } = database;
  const store = await PostgresEventStore.open({ url, log });
  return {
    store,
    another: () => PostgresEventStore.open({ url, log }),
    close: async () => {
      await store.close();
      await database.drop();
    },
  };
};

describeEventStore('the event store on PostgreSQL', opened(eventLog));
describeEventStore('the log of reads on PostgreSQL', opened(readsLog));
