// A writing process of its own, for tests: `writer.testing.ts URL APPENDS`. Four writers share the appends; a line on
// stdout for each append that was acknowledged names its events. Started by writer-process.testing.ts.
import { randomUUID } from 'node:crypto';
import { noStream } from '../event-store.js';
import { someEvents } from '../events.testing.js';
import { PostgresEventStore } from './postgres-event-store.js';

const [url, appends] = process.argv.slice(2);
const store = await PostgresEventStore.open({ url: url! });
let left = Number(appends);

async function write(): Promise<void> {
  let stream = '';
  let revision = noStream;
  while (left > 0) {
    left -= 1;
    if (Math.random() < 0.3) [stream, revision] = [`case-${randomUUID()}`, noStream];
    const events = someEvents(1 + (left % 3));
    const result = await store.append(stream || `case-${randomUUID()}`, stream ? revision : noStream, events);
    if (result.outcome !== 'appended') throw new Error(`the append was ${result.outcome}`);
    if (stream) ({ revision } = result);
    process.stdout.write(`${events.map(({ eventId }) => eventId).join(' ')}\n`);
  }
}

await Promise.all([write(), write(), write(), write()]);
await store.close();
