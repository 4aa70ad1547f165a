import { randomUUID } from 'node:crypto';
import * as fc from 'fast-check';
import type { NewEvent, RecordedEvent } from '#kernel';
import { type AppendResult, beginning, type EventStore, noStream } from './event-store.js';
import { someEvents } from './events.testing.js';

/** A store with nothing in it, to be tested. `another` opens a second one on the same data, as another process would. */
export interface StoreUnderTest {
  readonly store: EventStore;
  another(): Promise<EventStore>;
  close(): Promise<void>;
}

const newStream = (): string => `case-${randomUUID()}`;
const ids = (events: readonly { readonly eventId: string }[]): string[] => events.map(({ eventId }) => eventId);

/** The position of an append that must have been taken. */
function positionOf(result: AppendResult): number {
  if (result.outcome !== 'appended') throw new Error(`the append was ${result.outcome}`);
  return result.position;
}

/** Everything from a position on, in pages of `limit`. */
async function readOn(store: EventStore, after: number = beginning, limit = 7): Promise<RecordedEvent[]> {
  const all: RecordedEvent[] = [];
  for (;;) {
    const page = await store.readAll(all.at(-1)?.position ?? after, limit);
    expect(page.length).toBeLessThanOrEqual(limit);
    if (page.length === 0) return all;
    all.push(...page);
  }
}

/** Takes from a subscription until it has given `count` events, then ends it. */
async function take(store: EventStore, after: number, count: number, pageSize = 5): Promise<RecordedEvent[]> {
  const abort = new AbortController();
  const seen: RecordedEvent[] = [];
  for await (const page of store.subscribe(after, { signal: abort.signal, pageSize })) {
    expect(page.length).toBeLessThanOrEqual(pageSize);
    seen.push(...page);
    if (seen.length >= count) abort.abort();
  }
  return seen;
}

/** What every event store guarantees, whatever it is built on. `open` is called for each test and gives an empty store. */
export function describeEventStore(name: string, open: () => Promise<StoreUnderTest>): void {
  describe(name, () => {
    let tested: StoreUnderTest;
    let store: EventStore;
    beforeEach(async () => {
      tested = await open();
      ({ store } = tested);
    });
    afterEach(() => tested.close());

    describe('append', () => {
      it('gives back exactly what was stored', async () => {
        const stream = newStream();
        const events = someEvents(2, {
          data: {
            'Айпери өңү ҷӯй 🕊 \u0000 \ud800 "\\\n': [
              null,
              true,
              -1.5e-7,
              12_345_678_901_234,
              { deep: { deeper: [[], {}] } },
            ],
            // both together stay below what EventStoreDB takes in one append, 1 MiB unless it is told otherwise
            long: 'ш"\\'.repeat(80_000),
            '': '',
          },
        });
        const result = await store.append(stream, noStream, events);
        const stored = await store.readStream(stream);
        expect(stored).toEqual(
          events.map((event, i) => ({
            ...event,
            stream,
            revision: i,
            position: expect.any(Number),
            recordedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3,6}Z$/),
          })),
        );
        expect(result).toEqual({
          outcome: 'appended',
          position: stored[1]!.position,
          revision: 1,
          recordedAt: stored[1]!.recordedAt,
        });
        expect(stored[0]!.position).toBeGreaterThan(beginning);
        expect(stored[1]!.position).toBeGreaterThan(stored[0]!.position);
        expect(await store.readAll(beginning, 10)).toEqual(stored);
      });

      it('takes the next events of a stream at its revision', async () => {
        const stream = newStream();
        await store.append(stream, noStream, someEvents(3));
        expect(await store.append(stream, 2, someEvents(2))).toMatchObject({ outcome: 'appended', revision: 4 });
        expect((await store.readStream(stream)).map(({ revision }) => revision)).toEqual([0, 1, 2, 3, 4]);
      });

      it.each([
        ['a new stream', noStream],
        ['an earlier revision', 0],
        ['a later revision', 2],
        ['a much later revision', 90],
      ])('is stale when it expects %s', async (_, expected) => {
        const stream = newStream();
        await store.append(stream, noStream, someEvents(2));
        const before = await store.head();
        expect(await store.append(stream, expected, someEvents(2))).toEqual({ outcome: 'stale', revision: 1 });
        expect(await store.readStream(stream)).toHaveLength(2);
        expect(await store.head()).toBe(before);
      });

      it('is stale when it expects a revision of a stream that does not exist', async () => {
        expect(await store.append(newStream(), 0, someEvents())).toEqual({ outcome: 'stale', revision: noStream });
        expect(await store.head()).toBe(beginning);
      });

      it('refuses a conflict by itself: those beside it go through', async () => {
        const [taken, first, last] = [newStream(), newStream(), newStream()];
        const commandId = randomUUID();
        await store.append(taken, noStream, someEvents(1, { commandId }));
        const results = await Promise.all([
          store.append(first, noStream, someEvents(2)),
          store.append(taken, noStream, someEvents(3)),
          store.append(newStream(), noStream, someEvents(1, { commandId })),
          store.append(last, noStream, someEvents(2)),
        ]);
        expect(results.map(({ outcome }) => outcome)).toEqual(['appended', 'stale', 'repeated', 'appended']);
        expect(await readOn(store)).toHaveLength(5);
        expect(positionOf(results[0])).toBe((await store.readStream(first)).at(-1)!.position);
        expect(positionOf(results[3])).toBe((await store.readStream(last)).at(-1)!.position);
      });

      it('refuses an append without events, or of several commands', async () => {
        await expect(store.append(newStream(), noStream, [])).rejects.toThrow(RangeError);
        await expect(store.append(newStream(), noStream, [...someEvents(), ...someEvents()])).rejects.toThrow(
          RangeError,
        );
        expect(await store.head()).toBe(beginning);
      });

      it('lets exactly one of many win that expect the same revision', async () => {
        const stream = newStream();
        await store.append(stream, noStream, someEvents());
        const results = await Promise.all(Array.from({ length: 200 }, () => store.append(stream, 0, someEvents(2))));
        expect(results.filter(({ outcome }) => outcome === 'appended')).toHaveLength(1);
        expect(results.filter(({ outcome }) => outcome === 'stale')).toHaveLength(199);
        expect(await store.readStream(stream)).toHaveLength(3);
      });
    });

    describe('a repeated command', () => {
      it('is found on the same stream, even at the right revision', async () => {
        const stream = newStream();
        const commandId = randomUUID();
        await store.append(stream, noStream, someEvents(2, { commandId }));
        expect(await store.append(stream, 1, someEvents(1, { commandId }))).toEqual({ outcome: 'repeated', stream });
        expect(await store.append(stream, noStream, someEvents(2, { commandId }))).toEqual({
          outcome: 'repeated',
          stream,
        });
        expect(await store.readStream(stream)).toHaveLength(2);
      });

      it('is found on another stream', async () => {
        const [first, second] = [newStream(), newStream()];
        const commandId = randomUUID();
        await store.append(first, noStream, someEvents(1, { commandId }));
        expect(await store.append(second, noStream, someEvents(1, { commandId }))).toEqual({
          outcome: 'repeated',
          stream: first,
        });
        expect(await store.readStream(second)).toEqual([]);
      });

      it('appends once when sent many times at once', async () => {
        const commandId = randomUUID();
        const other = await another();
        const results = await Promise.all(
          Array.from({ length: 40 }, (_, i) =>
            (i % 2 === 0 ? store : other).append(newStream(), noStream, someEvents(1, { commandId })),
          ),
        );
        expect(results.filter(({ outcome }) => outcome === 'appended')).toHaveLength(1);
        expect(results.filter(({ outcome }) => outcome === 'repeated')).toHaveLength(39);
      });
    });

    describe('reading', () => {
      it('finds nothing in an empty store', async () => {
        expect(await store.readStream(newStream())).toEqual([]);
        expect(await store.readAll(beginning, 10)).toEqual([]);
        expect(await store.head()).toBe(beginning);
      });

      it('gives each of many who ask at once the stream he asked for', async () => {
        const streams = Array.from({ length: 30 }, newStream);
        await Promise.all(streams.map((stream, i) => store.append(stream, noStream, someEvents(1 + (i % 3)))));
        const asked = [...streams, ...streams, newStream()];
        const answers = await Promise.all(asked.map((stream) => store.readStream(stream)));
        for (const [i, answer] of answers.entries()) {
          expect(answer).toHaveLength(i < 60 ? 1 + ((i % 30) % 3) : 0);
          expect(answer.every(({ stream }) => stream === asked[i])).toBe(true);
        }
      });

      it('pages through all events in one order, from any position', async () => {
        const streams = [newStream(), newStream(), newStream()];
        for (let i = 0; i < 12; i += 1) await store.append(streams[i % 3]!, Math.floor(i / 3) - 1, someEvents());
        const all = await readOn(store, beginning, 5);
        expect(all).toHaveLength(12);
        expect(all.map(({ stream }) => stream)).toEqual(Array.from({ length: 12 }, (_, i) => streams[i % 3]));
        expect(all.every(({ position }, i) => i === 0 || position > all[i - 1]!.position)).toBe(true);
        expect(all.every(({ recordedAt }, i) => i === 0 || recordedAt >= all[i - 1]!.recordedAt)).toBe(true);
        expect(await readOn(store, all[6]!.position, 1)).toEqual(all.slice(7));
        expect(await store.head()).toBe(all.at(-1)!.position);
        expect(await readOn(await another(), beginning, 100)).toEqual(all);
      });

      it('sees at once what an append was acknowledged for, from every store', async () => {
        const other = await another();
        let before = beginning;
        for (let i = 0; i < 20; i += 1) {
          const position = positionOf(await store.append(newStream(), noStream, someEvents()));
          expect(await other.head()).toBe(position);
          expect((await other.readAll(before, 2)).map((event) => event.position)).toEqual([position]);
          before = position;
        }
      });
    });

    describe('a subscription', () => {
      it('gives everything from the beginning, then what comes', async () => {
        for (let i = 0; i < 8; i += 1) await store.append(newStream(), noStream, someEvents(2));
        const taken = take(store, beginning, 36);
        for (let i = 0; i < 10; i += 1) await store.append(newStream(), noStream, someEvents(2));
        expect(await taken).toEqual(await readOn(store));
      });

      it('goes on from a checkpoint and misses nothing', async () => {
        for (let i = 0; i < 8; i += 1) await store.append(newStream(), noStream, someEvents(2));
        const before = await take(store, beginning, 7);
        const after = take(store, before.at(-1)!.position, 20 - before.length);
        await store.append(newStream(), noStream, someEvents(4));
        expect(ids([...before, ...(await after)])).toEqual(ids(await readOn(store)));
      });

      it('sees what another store appends, soon', async () => {
        const other = await another();
        const taken = take(store, beginning, 1);
        await new Promise((resolve) => setTimeout(resolve, 100));
        const [event] = someEvents();
        await other.append(newStream(), noStream, [event!]);
        expect(ids(await taken)).toEqual([event!.eventId]);
      });

      it('ends when it is aborted while it waits', async () => {
        const abort = new AbortController();
        const ended = (async () => {
          for await (const page of store.subscribe(beginning, { signal: abort.signal })) expect(page).toBe('no page');
        })();
        await new Promise((resolve) => setTimeout(resolve, 100));
        const asked = performance.now();
        abort.abort();
        await ended;
        expect(performance.now() - asked).toBeLessThan(500);
      });

      it('ends when the store is closed', async () => {
        const other = await tested.another();
        const ended = take(other, beginning, 1);
        await new Promise((resolve) => setTimeout(resolve, 100));
        await other.close();
        expect(await ended).toEqual([]);
      });
    });

    it('holds what a simple model says, whatever is asked of two stores at once', async () => {
      const other = await another();
      const step = fc.record({
        stream: fc.integer({ min: 0, max: 3 }),
        expected: fc.integer({ min: -1, max: 3 }),
        size: fc.integer({ min: 1, max: 3 }),
        command: fc.integer({ min: 0, max: 30 }),
        store: fc.boolean(),
      });
      await fc.assert(
        fc.asyncProperty(fc.array(fc.array(step, { minLength: 1, maxLength: 8 }), { maxLength: 6 }), async (rounds) => {
          const run = randomUUID();
          const start = await store.head();
          const tried: { stream: string; expected: number; events: NewEvent[]; result: AppendResult }[] = [];
          const commands = new Map<number, string>();
          for (const round of rounds) {
            await Promise.all(
              round.map(async ({ stream, expected, size, command, store: which }) => {
                if (!commands.has(command)) commands.set(command, randomUUID());
                const events = someEvents(size, { commandId: commands.get(command)! });
                const name = `case-${run}-${stream}`;
                const result = await (which ? store : other).append(name, expected, events);
                tried.push({ stream: name, expected, events, result });
              }),
            );
          }
          checkAgainstModel(tried, await readOn(store, start));
        }),
        { numRuns: 25 },
      );
    }, 60_000);

    async function another(): Promise<EventStore> {
      const other = await tested.another();
      const before = tested;
      tested = {
        ...before,
        close: async () => {
          await other.close();
          await before.close();
        },
      };
      return other;
    }
  });
}

/**
 * The model: appends happen one after another in the order of their positions. Every event is there once, in the order
 * of its append; each append that was taken fitted the revision of that moment; each that was refused had a reason.
 */
function checkAgainstModel(
  tried: readonly { stream: string; expected: number; events: NewEvent[]; result: AppendResult }[],
  log: readonly RecordedEvent[],
): void {
  const taken = tried
    .filter(({ result }) => result.outcome === 'appended')
    .sort((a, b) => positionOf(a.result) - positionOf(b.result));
  expect(ids(log)).toEqual(taken.flatMap(({ events }) => ids(events)));

  const revisions = new Map<string, number>();
  const streamOf = new Map<string, string>();
  for (const { stream, expected, events, result } of taken) {
    expect(revisions.get(stream) ?? noStream).toBe(expected);
    expect(result).toMatchObject({ revision: expected + events.length });
    expect(streamOf.has(events[0]!.metadata.commandId)).toBe(false);
    revisions.set(stream, expected + events.length);
    streamOf.set(events[0]!.metadata.commandId, stream);
  }
  for (const { stream, expected, events, result } of tried) {
    if (result.outcome === 'repeated') expect(streamOf.get(events[0]!.metadata.commandId)).toBe(result.stream);
    if (result.outcome === 'stale') {
      expect(result.revision).not.toBe(expected);
      expect(result.revision).toBeLessThanOrEqual(revisions.get(stream) ?? noStream);
    }
  }
}
