import { setTimeout as sleep } from 'node:timers/promises';
import type { RecordedEvent } from '#kernel';
import { partitionKey, type Feed, type Page, type PageTaker, type Place, type Unreadable } from '#messaging';
import { random } from './history.testing.js';

/** Any spread of keys will do, as long as it does not change. */
const partitionOf = (event: RecordedEvent, partitions: number): number =>
  [...partitionKey(event)].reduce((hash, letter) => (hash * 31 + letter.charCodeAt(0)) >>> 0, 7) % partitions;

/**
 * A fake topic with a consumer group: it delivers its partitions in any order against each other, in pages of any size,
 * with repeats, and gives them to other members every few pages, while those before may be at it still. A partition
 * without events is told how far the others are. The same seed rolls the same dice.
 */
export class FakeTopic {
  private readonly roll: () => number;
  private readonly logs: RecordedEvent[][];
  private readonly members: object[] = [];
  private readonly held = new Set<number>();
  private readonly unreadable = new Map<number, Unreadable[]>();
  private owners: object[] = [];
  private head = 0;
  private pages = 0;

  constructor(
    private readonly options: {
      readonly name?: string;
      readonly partitions: number;
      readonly seed: number;
      readonly events?: readonly RecordedEvent[];
      readonly rebalanceEvery?: number;
    },
  ) {
    this.roll = random(options.seed);
    this.logs = Array.from({ length: options.partitions }, () => []);
    this.put(...(options.events ?? []));
  }

  /** Publishes events; their positions must go on from the last. */
  put(...events: readonly RecordedEvent[]): void {
    for (const event of events) this.logs[partitionOf(event, this.logs.length)]!.push(event);
    this.head = events.at(-1)?.position ?? this.head;
  }

  /** Puts a message that nobody can read into a partition. */
  putUnreadable(partition: number, message: Unreadable): void {
    this.unreadable.set(partition, [...(this.unreadable.get(partition) ?? []), message]);
  }

  /** Delivers nothing of some partitions from now on. */
  hold(...partitions: readonly number[]): void {
    for (const partition of partitions) this.held.add(partition);
  }

  release(): void {
    this.held.clear();
  }

  /** The partition that an event is in. */
  partitionOf(event: RecordedEvent): number {
    return partitionOf(event, this.logs.length);
  }

  /** Gives every partition to any member. */
  rebalance(): void {
    this.owners = this.logs.map(() => this.members[this.below(this.members.length)]!);
  }

  /** The feed of one process. */
  feed(): Feed {
    return {
      name: this.options.name ?? 'fake',
      sharesOut: true,
      partitions: () => Promise.resolve(this.logs.length),
      partitionOf,
      follow: (taker, signal) => this.follow(taker, signal),
    };
  }

  private async follow(taker: PageTaker, signal: AbortSignal): Promise<void> {
    const member = {};
    this.members.push(member);
    this.rebalance();
    try {
      while (!signal.aborted) {
        const ours = this.logs.flatMap((_, partition) => (this.owners[partition] === member ? [partition] : []));
        if (!(await this.deliver(taker, ours))) await sleep(2);
      }
    } finally {
      this.members.splice(this.members.indexOf(member), 1);
      this.rebalance();
    }
  }

  /** A page of one of the partitions, and what follows it while the taker is where the page led it; false when there was none. */
  private async deliver(taker: PageTaker, partitions: readonly number[]): Promise<boolean> {
    const partition = partitions[this.below(partitions.length)];
    if (partition === undefined) return false;
    let place = await taker.place(partition);
    const turns = 1 + this.below(3);
    for (let turn = 0; turn < turns; turn += 1) {
      const page = this.page(partition, place);
      if (!page) return turn > 0;
      place = await taker.take(page);
      this.pages += 1;
      if (this.pages % (this.options.rebalanceEvery ?? Number.POSITIVE_INFINITY) === 0) this.rebalance();
    }
    return true;
  }

  private page(partition: number, { position, next }: Place): Page | undefined {
    if (this.held.has(partition)) return undefined;
    const log = this.logs[partition]!;
    const unreadable = this.unreadable.get(partition) ?? [];
    this.unreadable.delete(partition);
    const from = Math.max(0, next - this.below(4));
    const end = Math.min(log.length, next + 1 + this.below(9));
    const reached = end === log.length ? this.head : log[end - 1]!.position;
    const to = { position: Math.max(position, reached), next: end };
    if (to.position === position && to.next === next && unreadable.length === 0) return undefined;
    return { partition, events: log.slice(from, end), to, unreadable };
  }

  private below(limit: number): number {
    return Math.floor(this.roll() * limit);
  }
}
