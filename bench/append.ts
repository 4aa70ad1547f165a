import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { type EventStore, noStream } from '#event-store';
import type { NewEvent } from '#kernel';
import { type Benchmark, compare, rate } from './support/benchmark.js';
import type { Databases } from './support/databases.js';

const turns = 5;
const turnMs = 500;
const manyWriters = 16;
const storedBefore = 1_000_000;

/** An event as the product stores it: about 600 bytes of data and metadata. */
function event(): NewEvent {
  const commandId = randomUUID();
  return {
    eventId: randomUUID(),
    type: 'PresumedVictimLogged',
    schemaVersion: 1,
    occurredAt: '2026-11-21',
    data: {
      entryChannel: 'LawEnforcement',
      identifiedOn: '2026-11-21',
      ageGroup: 'Adult',
      gender: 'Feminine',
      citizenships: ['KG'],
      exploitation: ['ForcedLabour', 'SexualExploitation'],
      region: 'KG-O',
      // a sealed text: the key's version, a nonce, the cipher text, the tag
      name: `1.${randomUUID()}.${randomUUID()}${randomUUID()}`,
    },
    metadata: {
      actor: { user: 'police.osh', organisation: randomUUID(), role: 'PoliceOfficer' },
      commandId,
      correlationId: commandId,
      causationId: commandId,
      exercise: true,
    },
  };
}

/** Appends to the store in turns of a new stream and one more event on it, as a case begins. */
function appender(store: EventStore): (client: number) => Promise<void> {
  const streams = new Map<number, string>();
  return async (client) => {
    const known = streams.get(client);
    const stream = known ?? `case-${randomUUID()}`;
    const { outcome } = await store.append(stream, known ? 0 : noStream, [event()]);
    if (outcome !== 'appended') throw new Error(`the append was ${outcome}`);
    if (known) streams.delete(client);
    else streams.set(client, stream);
  };
}

const bareTable = `
  CREATE TABLE bare (
    position bigserial PRIMARY KEY, stream text, revision integer, event_id uuid, command_id uuid, type text,
    schema_version smallint, occurred_at text, recorded_at timestamptz, data json, metadata json)`;

const bareInsert = {
  name: 'bare',
  text: `INSERT INTO bare (stream, revision, event_id, command_id, type, schema_version, occurred_at, recorded_at, data, metadata)
         VALUES ($1, $2, $3, $4, $5, $6, $7, now(), $8, $9)`,
};

/** Inserts a row of the same bytes, each client on its own connection. */
const inserter = (clients: readonly Client[]) => async (client: number) => {
  const { eventId, type, schemaVersion, occurredAt, data, metadata } = event();
  await clients[client]!.query({
    ...bareInsert,
    values: [
      `case-${randomUUID()}`,
      0,
      eventId,
      metadata.commandId,
      type,
      schemaVersion,
      occurredAt,
      JSON.stringify(data),
      JSON.stringify(metadata),
    ],
  });
};

async function againstBareInserts(databases: Databases): Promise<void> {
  const { url, store } = await databases.emptyStore();
  await databases.run(url, bareTable);
  const clients = Array.from({ length: manyWriters }, () => new Client({ connectionString: url }));
  for (const client of clients) await client.connect();
  const [append, insert] = [appender(store), inserter(clients)];
  try {
    for (const [name, writers, target] of [
      ['append, 16 writers', manyWriters, 1.5],
      ['append, one writer', 1, 0.9],
    ] as const) {
      await compare(name, {
        target,
        turns,
        ours: () => rate(writers, turnMs, append),
        baseline: () => rate(writers, turnMs, insert),
      });
    }
  } finally {
    await Promise.all([store.close(), ...clients.map((client) => client.end())]);
  }
}

/** Fills an empty store at once: streams of two events, in the same shape. No statistics until they are asked for. */
async function fill(databases: Databases, url: string): Promise<void> {
  const { data, metadata } = event();
  await databases.run(
    url,
    `ALTER TABLE tirek_events.events SET (autovacuum_enabled = false);
     INSERT INTO tirek_events.events
       SELECT 2 * n + revision + 1, stream, revision, gen_random_uuid(), gen_random_uuid(), 'PresumedVictimLogged', 1, '2026-11-21',
              now(), '${JSON.stringify(data)}', '${JSON.stringify(metadata)}'
       FROM (SELECT n + (SELECT max(position) FROM tirek_events.events) / 2 + 1 AS n, 'case-' || gen_random_uuid() AS stream FROM generate_series(0, ${storedBefore / 2 - 1}) n) streams,
            generate_series(0, 1) revision`,
  );
  await databases.run(url, 'CHECKPOINT');
}

async function whenGrown(databases: Databases): Promise<void> {
  const { url, store } = await databases.emptyStore();
  try {
    // its plans are made while it is empty, and kept as it grows
    await rate(manyWriters, 100, appender(store));
    await fill(databases, url);

    const onEmptyStore = async (): Promise<number> => {
      const { store } = await databases.emptyStore();
      // connected and planned, as the other is
      await rate(manyWriters, 50, appender(store));
      const perSecond = await rate(manyWriters, turnMs, appender(store));
      await store.close();
      return perSecond;
    };
    const onGrownStore = (): Promise<number> => rate(manyWriters, turnMs, appender(store));
    const name = `append at ${storedBefore.toLocaleString('en')} stored events against the empty store`;
    await compare(`${name}, never analysed`, { target: 0.9, turns, ours: onGrownStore, baseline: onEmptyStore });
    await databases.run(url, 'ANALYZE tirek_events.events');
    await compare(`${name}, analysed`, { target: 0.9, turns, ours: onGrownStore, baseline: onEmptyStore });
  } finally {
    await store.close();
  }
}

/** What an append costs: against bare one-row inserts of the same bytes, and in a grown store. */
const benchmark: Benchmark = async (databases) => {
  await againstBareInserts(databases);
  await whenGrown(databases);
};
export default benchmark;
