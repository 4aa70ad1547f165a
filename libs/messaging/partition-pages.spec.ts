import fc from 'fast-check';
import type { RecordedEvent } from '#kernel';
import { encodeEvent, encodeProgress } from './cloud-event.js';
import { messagesOf } from './event-publisher.js';
import { partitionKey, type Place } from './feed.js';
import { recorded, source } from './messages.testing.js';
import { partitionFor } from './partition.js';
import { partitionPages, type StoredMessage } from './partition-pages.js';

const partitions = 3;

/** A store whose positions have gaps, of events of a few cases. */
const anyStore = fc
  .array(fc.record({ step: fc.integer({ min: 1, max: 4 }), key: fc.integer({ min: 0, max: 7 }) }), {
    minLength: 1,
    maxLength: 60,
  })
  .map((steps) => {
    let position = 0;
    return steps.map(({ step, key }) => recorded((position += step), { stream: `case-${key}` }));
  });

/** How a relay publishes: from a checkpoint on, in pages; a crash makes it begin again from an earlier checkpoint. */
const anyRuns = fc.array(
  fc.record({ from: fc.nat({ max: 60 }), upTo: fc.nat({ max: 60 }), page: fc.integer({ min: 1, max: 7 }) }),
  { maxLength: 6 },
);

/** What happens to messages on the way: lost ones, foreign ones between, and where the consumer dies and begins again. */
const anyWay = fc.record({
  lost: fc.func(fc.integer({ min: 0, max: 5 }).map((n) => n === 0)),
  foreign: fc.func(fc.integer({ min: 0, max: 9 }).map((n) => n === 0)),
  batch: fc.integer({ min: 1, max: 20 }),
  pageSize: fc.integer({ min: 1, max: 9 }),
  again: fc.func(fc.integer({ min: 0, max: 8 })),
});

/** What relays would have written to one partition, whatever became of it since; and to the others. */
function topicOf(
  store: readonly RecordedEvent[],
  runs: { from: number; upTo: number; page: number }[],
  partition: number,
) {
  const values: string[] = [];
  const others: string[] = [];
  const publish = (from: number, upTo: number, size: number) => {
    for (let i = from; i < upTo; i += size) {
      const events = store.slice(i, Math.min(i + size, upTo));
      if (events.length === 0) return;
      const stretch = { from: store[i - 1]?.position ?? 0, to: events.at(-1)!.position, events };
      for (const message of messagesOf(stretch, { partitions, source })) {
        (message.partition === partition ? values : others).push(message.value);
      }
    }
  };
  for (const { from, upTo, page } of runs) publish(from, upTo, page);
  publish(0, store.length, 5);
  return { values, others };
}

describe('the messages of a partition', () => {
  it('give every event exactly once and in order, whatever they repeat, lack or were mixed with', () => {
    fc.assert(
      fc.property(anyStore, anyRuns, anyWay, (store, runs, way) => {
        const partition = partitionFor(partitionKey(store[0]!), partitions);
        const { values, others } = topicOf(store, runs, partition);
        // a stranger's, and what a tool copied from another partition
        const foreign = (i: number): string => (i % 3 === 0 ? '{"foreign":true}' : others[(5 * i) % others.length]!);
        const kept = values.flatMap((value, i) => (way.foreign(i) ? [foreign(i), value] : [value]));
        // the last word is never lost: a relay repeats it
        const messages = kept
          .map((value, offset): StoredMessage => ({ offset, value }))
          .filter(({ offset }) => offset === kept.length - 1 || !way.lost(offset));
        const inPartition = store.filter((event) => partitionFor(partitionKey(event), partitions) === partition);

        const taken: RecordedEvent[] = [];
        let place: Place = { position: 0, next: 0 };
        for (let read = 0, turn = 0; read < messages.length; turn += 1) {
          // now and then it begins again further back than the tables stand
          const back = Math.max(0, read - (turn < 40 ? way.again(turn) : 0));
          const batch = messages.slice(back, read + way.batch);
          for (const step of partitionPages(
            { topic: 't', partition, partitions, source, head: store.at(-1)!.position },
            place,
            batch,
            way.pageSize,
          )) {
            if ('after' in step) {
              expect(step.after).toBeGreaterThanOrEqual(place.position);
              taken.push(
                ...inPartition.filter(({ position }) => position > step.after && position <= step.to.position),
              );
            } else {
              expect(step.events.length + (step.unreadable?.length ?? 0)).toBeLessThanOrEqual(way.pageSize);
              taken.push(...step.events);
            }
            expect(step.to.position).toBeGreaterThanOrEqual(place.position);
            place = step.to;
          }
          read = Math.max(read + way.batch, 1);
        }
        expect(taken).toEqual(inPartition);
        expect(place.position).toBe(store.at(-1)!.position);
      }),
      { numRuns: 300 },
    );
  });

  const of = { topic: 't', partition: partitionFor('case-1', partitions), partitions, source, head: 6 };
  const event = (position: number) => recorded(position, { stream: 'case-1' });

  it('say where to read on, also behind what cannot be read, which is given its place', () => {
    const messages = [
      { offset: 4, value: encodeEvent(event(2), { source, follows: 1 }) },
      { offset: 5, value: 'nonsense' },
      { offset: 8, value: encodeEvent(event(3), { source, follows: 2 }) },
      { offset: 9, value: encodeProgress(6, { source, follows: 3, partition: of.partition }) },
    ];
    const pages = [...partitionPages(of, { position: 2, next: 4 }, messages, 500)];
    expect(pages).toMatchObject([
      {
        partition: of.partition,
        events: [{ position: 3 }],
        to: { position: 6, next: 10 },
        unreadable: [{ at: `t/${of.partition}@5`, reason: 'it is not JSON' }],
      },
    ]);
  });

  it.each([
    ['an event', encodeEvent(event(1), { source, follows: 0 })],
    ['progress', encodeProgress(1, { source, follows: 0, partition: of.partition })],
  ])('are not taken when they belong to another partition: %s', (_, value) => {
    const partition = (of.partition + 1) % partitions;
    const messages = [{ offset: 0, value }];
    expect([...partitionPages({ ...of, partition }, { position: 0, next: 0 }, messages, 500)]).toMatchObject([
      {
        events: [],
        to: { position: 0, next: 1 },
        unreadable: [{ reason: 'it belongs to another partition' }],
      },
    ]);
  });

  it('are not taken when they are beyond the end of the store, and do not move the position', () => {
    const messages = [
      { offset: 0, value: encodeEvent(event(6), { source, follows: 2 }) },
      { offset: 1, value: encodeEvent(event(7), { source, follows: 6 }) },
      { offset: 2, value: encodeProgress(9, { source, follows: 7, partition: of.partition }) },
    ];
    const reason = 'it is beyond the end of the event store';
    expect([...partitionPages(of, { position: 2, next: 0 }, messages, 500)]).toMatchObject([
      {
        events: [{ position: 6 }],
        to: { position: 6, next: 3 },
        unreadable: [
          { at: `t/${of.partition}@1`, reason },
          { at: `t/${of.partition}@2`, reason },
        ],
      },
    ]);
  });

  it('are followed by nothing that could not be filled: an event too large for a message shows as a gap', () => {
    const events = [event(1), event(2), event(3)];
    const large = { ...events[1]!, data: { text: 'x'.repeat(2_000) } };
    const stretch = { from: 0, to: 3, events: [events[0]!, large, events[2]!] };
    const published = [...messagesOf(stretch, { partitions, source, largest: 1_500 })];
    const messages = published
      .filter(({ partition }) => partition === of.partition)
      .map(({ value }, offset) => ({ offset, value }));
    const steps = [...partitionPages(of, { position: 0, next: 0 }, messages, 500)];
    expect(steps).toMatchObject([
      { events: [{ position: 1 }] },
      { after: 1, to: { position: 2, next: 1 } },
      { events: [{ position: 3 }], to: { position: 3, next: 2 } },
    ]);
  });
});

describe('what is published of a stretch', () => {
  it('tells every partition how far it is complete, unless its last event does', () => {
    const events = [recorded(4, { stream: 'case-1' }), recorded(6, { stream: 'case-2' })];
    const messages = [...messagesOf({ from: 3, to: 6, events }, { partitions, source })];
    const last = new Map(
      messages.map(({ partition, value }) => [partition, JSON.parse(value) as { sequence: string }]),
    );
    expect([...last.values()].map(({ sequence }) => Number(sequence))).toEqual([6, 6, 6]);
    const progress = messages.filter(({ key }) => key === null);
    expect(progress.map(({ partition }) => partition)).not.toContain(partitionFor('case-2', partitions));
  });
});
