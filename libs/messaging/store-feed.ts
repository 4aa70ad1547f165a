import { setTimeout as pause } from 'node:timers/promises';
import type { EventStore } from '#event-store';
import type { Feed, PageTaker } from './feed.js';

const PAGE_SIZE = 500;

/** The feed straight from the event store, in one partition: a position is its numbering too. */
export class StoreFeed implements Feed {
  readonly name = 'store';
  readonly sharesOut = false;
  private readonly pageSize: number;
  private readonly gatherMs: number;

  /**
   * `pageSize`: events in a page at most. `gatherMs`: how long to gather events for the next page when a page was not
   * full, in milliseconds; longer is later, and costs less.
   */
  constructor(
    private readonly store: EventStore,
    { pageSize = PAGE_SIZE, gatherMs = 0 }: { readonly pageSize?: number; readonly gatherMs?: number } = {},
  ) {
    this.pageSize = pageSize;
    this.gatherMs = gatherMs;
  }

  partitions(): Promise<number> {
    return Promise.resolve(1);
  }

  partitionOf(): number {
    return 0;
  }

  /** Rejects with what the taker rejected with, and when the store was closed. */
  async follow(taker: PageTaker, signal: AbortSignal): Promise<void> {
    let { position } = await taker.place(0);
    while (!signal.aborted) position = await this.followFrom(position, taker, signal);
  }

  /** Gives pages until the taker turns out to be elsewhere; resolves with where. */
  private async followFrom(after: number, taker: PageTaker, signal: AbortSignal): Promise<number> {
    let position = after;
    for await (const events of this.store.subscribe(after, { signal, pageSize: this.pageSize })) {
      const end = events.at(-1)?.position ?? position;
      if (signal.aborted) return position;
      ({ position } = await taker.take({ partition: 0, events, to: { position: end, next: end } }));
      if (position !== end) return position;
      if (this.gatherMs > 0 && events.length < this.pageSize) {
        await pause(this.gatherMs, undefined, { signal }).catch(() => undefined);
      }
    }
    if (!signal.aborted) throw new Error('the subscription to the event store has ended');
    return position;
  }
}
