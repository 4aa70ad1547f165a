import { randomUUID } from 'node:crypto';
import { describeEventStore } from '../event-store.contract.testing.js';
import { EventStoreDbEventStore } from './eventstoredb-event-store.js';
import { InMemoryServer } from './in-memory-server.testing.js';

const { EVENTSTOREDB_URL } = process.env;

// an append takes three round trips, and some tests make hundreds
if (EVENTSTOREDB_URL) {
  describeEventStore('EventStoreDB (server at EVENTSTOREDB_URL)', async () => {
    // each test has a store of its own on the server
    const at = { url: EVENTSTOREDB_URL, prefix: `tirek-test-${randomUUID()}.` };
    const store = await EventStoreDbEventStore.open(at);
    return { store, another: () => EventStoreDbEventStore.open(at), close: () => store.close() };
  });
} else {
  describeEventStore('EventStoreDB (in-memory server of the tests)', async () => {
    const server = await InMemoryServer.start();
    const store = await EventStoreDbEventStore.open(server);
    return {
      store,
      another: () => EventStoreDbEventStore.open(server),
      close: async () => {
        await store.close();
        server.stop();
      },
    };
  });
}
