import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import fc from 'fast-check';
import type { RecordedEvent } from '#kernel';
import { type AppendResult, beginning, type EventStore, EventStoreUnavailable, noStream } from '../event-store.js';
import { someEvents } from '../events.testing.js';
import { Claims } from './claims.js';
import { Connection } from './connection.js';
import { EventStoreDbEventStore } from './eventstoredb-event-store.js';
import { type Fate, InMemoryServer } from './in-memory-server.testing.js';

// the slowest take a few seconds on two free cores
const newStream = (): string => `case-${randomUUID()}`;

describe('EventStoreDB (in-memory server of the tests), when things go wrong', () => {
  let server: InMemoryServer;
  let store: EventStoreDbEventStore;
  const opened: { close(): Promise<void> }[] = [];
  const opening = async <T extends { close(): Promise<void> }>(one: T): Promise<T> => {
    opened.push(one);
    return one;
  };
  beforeEach(async () => {
    server = await InMemoryServer.start();
    store = await opening(await EventStoreDbEventStore.open(server));
  });
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((one) => one.close()));
    server.stop();
  });

  /** A subscriber, and what it has seen so far. */
  function following(on: EventStore = store) {
    const abort = new AbortController();
    const seen: RecordedEvent[] = [];
    const ended = (async () => {
      for await (const page of on.subscribe(beginning, { signal: abort.signal })) seen.push(...page);
    })();
    const until = async (count: number): Promise<void> => {
      while (seen.length < count) await pause(5);
    };
    const stop = async (): Promise<RecordedEvent[]> => {
      abort.abort();
      await ended;
      return seen;
    };
    return { seen, until, stop };
  }

  const commandsStored = async (): Promise<string[]> =>
    (await store.readAll(beginning, 10_000)).map(({ metadata }) => metadata.commandId);

  describe('a server that goes away and comes back', () => {
    it('is told to whoever asks meanwhile, and ridden out by a subscriber', async () => {
      const subscriber = following();
      await store.append('case-1', noStream, someEvents());
      await subscriber.until(1);
      server.stop();
      const asked = [
        store.append(newStream(), noStream, someEvents()),
        store.readStream('case-1'),
        store.readAll(beginning, 1),
        store.head(),
      ];
      for (const { status, reason } of (await Promise.allSettled(asked)) as PromiseRejectedResult[]) {
        expect(status).toBe('rejected');
        expect(reason).toBeInstanceOf(EventStoreUnavailable);
      }
      await server.start();
      const other = await opening(await EventStoreDbEventStore.open(server));
      await other.append('case-1', 0, someEvents(2));
      await subscriber.until(3);
      while (server.subscriptions.size === 0) await pause(20);
      expect(await subscriber.stop()).toEqual(await store.readAll(beginning, 10));
    });

    it('is told when the store is opened', async () => {
      server.stop();
      await expect(EventStoreDbEventStore.open(server)).rejects.toBeInstanceOf(EventStoreUnavailable);
      const host = new URL(server.url).host;
      const url = `esdb://${host},${host}?tls=false&maxDiscoverAttempts=1&discoveryInterval=10`;
      await expect(EventStoreDbEventStore.open({ url })).rejects.toBeInstanceOf(EventStoreUnavailable);
    });

    it('is what a closed store looks like', async () => {
      await store.append('case-1', noStream, someEvents(50, { data: { text: 'x'.repeat(10_000) } }));
      const cut = store.readStream('case-1').then(
        (events) => events.length,
        (error: Error) => error,
      );
      await pause(2);
      await store.close();
      expect([50, expect.any(EventStoreUnavailable)]).toContainEqual(await cut);
      await expect(store.append('case-1', 49, someEvents())).rejects.toBeInstanceOf(EventStoreUnavailable);
      await expect(store.readStream('case-1')).rejects.toBeInstanceOf(EventStoreUnavailable);
      await expect(store.readAll(beginning, 1)).rejects.toBeInstanceOf(EventStoreUnavailable);
      await expect(store.head()).rejects.toBeInstanceOf(EventStoreUnavailable);
    });

    it('is not what an error of a server that is there looks like', async () => {
      server.fate = (stream) => (stream.startsWith('tirek.') ? 'failed' : 'answered');
      const failed = await store.append(newStream(), noStream, someEvents()).catch((error: Error) => error);
      expect(failed).toBeInstanceOf(Error);
      expect(failed).not.toBeInstanceOf(EventStoreUnavailable);
    });
  });

  describe('a command', () => {
    const once = (fates: Record<string, Fate>) => {
      server.fate = (stream) => {
        const prefix = Object.keys(fates).find((one) => stream.startsWith(one));
        const fate = prefix && fates[prefix];
        if (prefix) delete fates[prefix];
        return fate || 'answered';
      };
    };

    it('appends once when sent at once to many streams, however long each append takes', async () => {
      const commandId = randomUUID();
      server.way = (stream) => (stream.startsWith('tirek.') ? 150 : 0);
      const tries = Array.from({ length: 20 }, () => store.append(newStream(), noStream, someEvents(1, { commandId })));
      const outcomes = (await Promise.all(tries)).map(({ outcome }) => outcome).sort();
      expect(outcomes).toEqual(['appended', ...Array.from({ length: 19 }, () => 'repeated')]);
      expect(await commandsStored()).toEqual([commandId]);
    });

    it('appends once when the same request is sent twice at once', async () => {
      const [stream, commandId] = [newStream(), randomUUID()];
      server.way = (name) => (name.startsWith('tirek.') ? 50 : 0);
      const tries = [1, 2].map(() => store.append(stream, noStream, someEvents(1, { commandId })));
      const results = await Promise.all(tries);
      expect(results.map(({ outcome }) => outcome).sort()).toEqual(['appended', 'repeated']);
      expect(await commandsStored()).toEqual([commandId]);
    });

    it('whose answer was lost is found to be stored when it is repeated', async () => {
      const [stream, commandId] = [newStream(), randomUUID()];
      once({ 'tirek.': 'unanswered' });
      await expect(store.append(stream, noStream, someEvents(2, { commandId }))).rejects.toThrow(EventStoreUnavailable);
      const again = await store.append(stream, noStream, someEvents(2, { commandId }));
      expect(again).toEqual({ outcome: 'repeated', stream });
      expect(await commandsStored()).toEqual([commandId, commandId]);
    });

    it.each(['lost', 'unanswered'] as const)('whose claim was %s is stored when it is repeated', async (fate) => {
      const [stream, commandId] = [newStream(), randomUUID()];
      once({ 'command.': fate });
      await expect(store.append(stream, noStream, someEvents(1, { commandId }))).rejects.toThrow(EventStoreUnavailable);
      expect(await commandsStored()).toEqual([]);
      expect(await store.append(stream, noStream, someEvents(1, { commandId }))).toMatchObject({ outcome: 'appended' });
      expect(await commandsStored()).toEqual([commandId]);
    });

    describe('whose owner died after claiming it', () => {
      const [stream, elsewhere, commandId] = [newStream(), newStream(), randomUUID()];
      const events = () => someEvents(1, { commandId });
      beforeEach(async () => {
        const connection = await opening(new Connection(server.url));
        await new Claims(connection, 'tirek.').make(commandId, { stream, after: noStream });
      });

      it('is stored when it is repeated', async () => {
        expect(await store.append(stream, noStream, events())).toMatchObject({ outcome: 'appended', revision: 0 });
        expect(await store.append(stream, 0, events())).toEqual({ outcome: 'repeated', stream });
        expect(await store.append(elsewhere, noStream, events())).toEqual({ outcome: 'repeated', stream });
      });

      it('goes to no other stream while the owner might still be at work', async () => {
        await expect(store.append(elsewhere, noStream, events())).rejects.toThrow(EventStoreUnavailable);
        expect(await store.readStream(elsewhere)).toEqual([]);
      });

      it('is stored elsewhere once its place was taken by another', async () => {
        await store.append(stream, noStream, someEvents());
        expect(await store.append(elsewhere, noStream, events())).toMatchObject({ outcome: 'appended' });
        expect(await store.append(stream, 0, events())).toEqual({ outcome: 'repeated', stream: elsewhere });
      });

      it('is stored further on in its stream once its place was taken by another', async () => {
        await store.append(stream, noStream, someEvents(2));
        expect(await store.append(stream, noStream, events())).toEqual({ outcome: 'stale', revision: 1 });
        expect(await store.append(stream, 1, events())).toMatchObject({ outcome: 'appended', revision: 2 });
      });
    });

    it('that was refused claims nothing', async () => {
      const [stream, elsewhere, commandId] = [newStream(), newStream(), randomUUID()];
      await store.append(stream, noStream, someEvents(2));
      const events = someEvents(1, { commandId });
      expect(await store.append(stream, 0, events)).toEqual({ outcome: 'stale', revision: 1 });
      expect(await store.append(stream, 7, events)).toEqual({ outcome: 'stale', revision: 1 });
      expect(await store.append(newStream(), 7, events)).toEqual({ outcome: 'stale', revision: noStream });
      expect(await store.append(elsewhere, noStream, events)).toMatchObject({ outcome: 'appended' });
    });

    it('is stored once at most, whatever is lost, and as often as it was acknowledged', async () => {
      const other = await opening(await EventStoreDbEventStore.open(server));
      const attempt = fc.record({
        stream: fc.integer({ min: 0, max: 2 }),
        // mostly at the revision that the stream has
        beside: fc.constantFrom(0, 0, 0, 0, -1, 1),
        command: fc.integer({ min: 0, max: 2 }),
        size: fc.integer({ min: 1, max: 2 }),
        store: fc.boolean(),
      });
      const fates = fc.infiniteStream(
        fc.record({
          fate: fc.constantFrom<Fate>('answered', 'answered', 'answered', 'answered', 'lost', 'unanswered'),
          way: fc.integer({ min: 0, max: 20 }),
        }),
      );
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.array(attempt, { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 5 }),
          fates,
          async (rounds, befalls) => {
            const run = randomUUID();
            const start = await store.head();
            const commands = Array.from({ length: 3 }, () => randomUUID());
            const streams = [0, 1, 2].map((number) => `case-${run}-${number}`);
            const tried: { commandId: string; ids: string[]; stream: string; result: AppendResult | Error }[] = [];
            server.fate = () => befalls.next().value!.fate;
            server.way = () => befalls.next().value!.way;
            for (const round of rounds) {
              const last = await Promise.all(
                streams.map(async (stream) => (await store.readStream(stream)).at(-1)?.revision ?? noStream),
              );
              await Promise.all(
                round.map(async ({ stream: number, beside, command, size, store: which }) => {
                  const [commandId, stream] = [commands[command]!, streams[number]!];
                  const expected = Math.max(noStream, last[number]! + beside);
                  const events = someEvents(size, { commandId });
                  const result = await (which ? store : other)
                    .append(stream, expected, events)
                    .catch((error: Error) => error);
                  tried.push({ commandId, ids: events.map(({ eventId }) => eventId), stream, result });
                }),
              );
            }
            server.fate = () => 'answered';
            server.way = () => 0;
            const log = await store.readAll(start, 10_000);
            for (const commandId of commands) {
              const events = log.filter(({ metadata }) => metadata.commandId === commandId);
              const ids = events.map(({ eventId }) => eventId);
              const ofCommand = tried.filter((one) => one.commandId === commandId);
              // all events of one attempt, or none
              expect([[], ...ofCommand.map((one) => one.ids)]).toContainEqual(ids);
              for (const { result, ids: own } of ofCommand) {
                if (result instanceof Error) expect(result).toBeInstanceOf(EventStoreUnavailable);
                else if (result.outcome === 'appended') expect(ids).toEqual(own);
                else if (result.outcome === 'repeated') expect(events[0]?.stream).toBe(result.stream);
              }
            }
          },
        ),
        { numRuns: 20 },
      );
    });
  });

  describe('subscribers', () => {
    // more than a server takes calls on one connection
    it('share one subscription, however many they are', async () => {
      const subscribers = Array.from({ length: 110 }, () => following());
      await store.append(newStream(), noStream, someEvents(2));
      await Promise.all(subscribers.map(({ until }) => until(2)));
      await store.append(newStream(), noStream, someEvents());
      await Promise.all(subscribers.map(({ until }) => until(3)));
      for (const { stop } of subscribers) expect(await stop()).toHaveLength(3);
      expect(server.subscribed).toBe(1);
    });

    it('have none when nobody subscribes', async () => {
      await store.append(newStream(), noStream, someEvents());
      await store.readAll(beginning, 1);
      expect(server.subscribed).toBe(0);
    });

    it.each(['error', 'end'] as const)('outlive their subscription, dropped by an %s', async (how) => {
      const other = await opening(await EventStoreDbEventStore.open(server));
      const subscriber = following();
      await other.append('case-1', noStream, someEvents());
      await subscriber.until(1);
      while (server.subscribed < 1) await pause(5);
      server.drop(how);
      await other.append('case-1', 0, someEvents());
      await subscriber.until(2);
      while (server.subscribed < 2) await pause(5);
      // told, and not found by looking every second
      await pause(50);
      const before = performance.now();
      await other.append('case-1', 1, someEvents());
      await subscriber.until(3);
      expect(performance.now() - before).toBeLessThan(500);
      await subscriber.stop();
    });
  });

  describe('a log with much of others in it', () => {
    it('is read in bounded pages, and only our own of it', async () => {
      const neighbour = await opening(await EventStoreDbEventStore.open({ url: server.url, prefix: 'neighbour.' }));
      const streams = Array.from({ length: 6 }, newStream);
      for (const stream of streams) {
        await store.append(stream, noStream, someEvents());
        await neighbour.append(stream, noStream, someEvents(3));
        server.writeSystemEvents(300);
      }
      expect((await store.readAll(beginning, 4)).map(({ stream }) => stream)).toEqual(streams.slice(0, 4));
      const all = await store.readAll(beginning, 100_000);
      expect(all.map(({ stream }) => stream)).toEqual(streams);
      expect(await store.readAll(all[4]!.position, 10)).toEqual(all.slice(5));
      expect(await neighbour.readAll(beginning, 100)).toHaveLength(18);
      expect(server.largestRead).toBeLessThanOrEqual(500);
    });

    it('is walked back once to find its head, and then only what came since', async () => {
      await store.append(newStream(), noStream, someEvents());
      const head = await store.head();
      server.writeSystemEvents(5_000);
      expect(await store.head()).toBe(head);
      expect(server.sent).toBeGreaterThan(5_000);
      server.sent = 0;
      server.writeSystemEvents(3);
      for (let i = 0; i < 10; i += 1) expect(await store.head()).toBe(head);
      expect(server.sent).toBeLessThan(200);
      const result = await store.append(newStream(), noStream, someEvents());
      expect(result).toMatchObject({ outcome: 'appended', position: await store.head() });
    });

    it('is passed once by whoever reads on at its end', async () => {
      await store.append(newStream(), noStream, someEvents());
      const head = await store.head();
      server.writeSystemEvents(5_000);
      expect(await store.readAll(head, 10)).toEqual([]);
      server.sent = 0;
      server.writeSystemEvents(3);
      for (let i = 0; i < 10; i += 1) expect(await store.readAll(head, 10)).toEqual([]);
      expect(server.sent).toBeLessThan(200);
      await store.append(newStream(), noStream, someEvents(3));
      const next = await store.readAll(head, 2);
      expect(next.map(({ revision }) => revision)).toEqual([0, 1]);
      expect((await store.readAll(next[1]!.position, 2)).map(({ revision }) => revision)).toEqual([2]);
      expect(await store.readAll(beginning, 10)).toHaveLength(4);
    });

    it('is read while many append at once', async () => {
      server.way = () => 20;
      let left = 400;
      const appending = Promise.all(
        Array.from({ length: left }, () =>
          store.append(newStream(), noStream, someEvents()).finally(() => {
            left -= 1;
          }),
        ),
      );
      await pause(30);
      await store.head();
      expect(left).toBeGreaterThan(300);
      await appending;
    });

    it('has no head when nothing in it is ours', async () => {
      server.writeSystemEvents(3_000);
      expect(await store.head()).toBe(beginning);
      expect(await store.readAll(beginning, 10)).toEqual([]);
    });

    it('keeps its connection to who looks for many streams that are not there', async () => {
      // a server takes about a thousand reset calls, then closes the connection
      for (let i = 0; i < 30; i += 1) {
        const found = await Promise.all(Array.from({ length: 50 }, () => store.readStream(newStream())));
        expect(found.flat()).toEqual([]);
      }
    });

    it('gives back a long stream whole', async () => {
      const stream = newStream();
      await store.append(stream, noStream, someEvents(1_000));
      await store.append(stream, 999, someEvents(3));
      expect((await store.readStream(stream)).map(({ revision }) => revision)).toEqual([...Array(1_003).keys()]);
    });
  });

  describe('opening', () => {
    it.each(['', '$x.', 'command.', 'com'])('refuses the prefix "%s"', async (prefix) => {
      await expect(EventStoreDbEventStore.open({ url: server.url, prefix })).rejects.toThrow(RangeError);
    });

    it.each([
      'esdb://admin:hunter2@127.0.0.1:2113?tls=false&tlsVerifyCert=false',
      'esdb://admin:hunter2@127.0.0.1:2113?tls=false&throwOnAppendFailure=false',
      'esdb://admin:hunter2@127.0.0.1:2113?colour=red',
      'esdb://admin:hunter2@127.0.0.1:hunter2',
      'http://admin:hunter2@127.0.0.1:2113',
    ])('refuses a connection string that means something else, without repeating it', async (url) => {
      const refused: Error = await EventStoreDbEventStore.open({ url }).then(
        () => new Error('was opened'),
        (error) => error,
      );
      expect(refused.message).toMatch(/^the connection string of EventStoreDB /);
      expect(JSON.stringify([refused.message, refused.stack, refused.cause])).not.toContain('hunter2');
    });
  });
});
