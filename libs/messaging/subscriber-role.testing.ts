// A process for the tests: `subscriber-role.testing.ts URL`. Takes what is in the store as the subscriber `test`, into the
// table `taken`, and stays for ever in the middle of its second page, saying so, for the test to kill it there.
import { PostgresEventStore } from '#event-store';
import { openDatabase } from '#postgres';
import { silent } from './silent-logger.testing.js';
import { Subscriber } from './subscriber.js';

const url = process.argv[2]!;
const database = await openDatabase(url, { max: 2 });
const store = await PostgresEventStore.open({ url });
let pages = 0;
await new Subscriber({
  name: 'test',
  database,
  store,
  log: silent,
  pageSize: 3,
  async take(page, client) {
    await client.query('INSERT INTO taken SELECT unnest($1::bigint[])', [page.map(({ position }) => position)]);
    pages += 1;
    if (pages < 2) return;
    process.stdout.write('in the middle\n');
    await new Promise<never>(() => undefined);
  },
}).run(new AbortController().signal);
