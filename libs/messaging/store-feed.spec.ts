import type { EventStore } from '#event-store';
import type { RecordedEvent } from '#kernel';
import type { Page, PageTaker } from './feed.js';
import { StoreFeed } from './store-feed.js';

/** A store that ends its subscriptions after the last of some positions. */
const storeOf = (positions: readonly number[]) => {
  const asked: number[] = [];
  const store = {
    async *subscribe(after: number, { pageSize }: { pageSize: number }) {
      asked.push(after);
      const left = positions.filter((position) => position > after);
      for (let from = 0; from < left.length; from += pageSize) {
        yield left.slice(from, from + pageSize).map((position) => ({ position }) as RecordedEvent);
      }
    },
  } as unknown as EventStore;
  return { store, asked };
};

describe('the feed straight from the event store', () => {
  const pages: Page[] = [];
  const taker = (elsewhere: (page: Page) => number | undefined = () => undefined): PageTaker => ({
    name: 'caseload',
    place: () => Promise.resolve({ position: 3, next: 0 }),
    take(page) {
      pages.push(page);
      const position = elsewhere(page);
      return Promise.resolve(position === undefined ? page.to : { position, next: position });
    },
  });
  const taken = () => pages.map(({ events }) => events.map(({ position }) => position));
  beforeEach(() => pages.splice(0));

  it('gives pages from the place on, and rejects when the store was closed', async () => {
    const { store } = storeOf([2, 3, 5, 8, 13]);
    const follow = new StoreFeed(store, { pageSize: 2 }).follow(taker(), new AbortController().signal);
    await expect(follow).rejects.toThrow('has ended');
    expect(taken()).toEqual([[5, 8], [13]]);
    expect(pages.map(({ partition, to }) => [partition, to])).toEqual([
      [0, { position: 8, next: 8 }],
      [0, { position: 13, next: 13 }],
    ]);
  });

  it('reads on from where the taker turns out to be', async () => {
    const { store, asked } = storeOf([5, 8, 13, 21]);
    let first = true;
    const overtaken = taker(() => {
      if (!first) return undefined;
      first = false;
      return 13;
    });
    await expect(new StoreFeed(store, { pageSize: 1 }).follow(overtaken, new AbortController().signal)).rejects.toThrow(
      'has ended',
    );
    expect([asked, taken()]).toEqual([
      [3, 13],
      [[5], [21]],
    ]);
  });

  it('ends when it is told to, and with what the taker rejects with', async () => {
    const { store } = storeOf([5, 8]);
    const stop = new AbortController();
    const stopping = taker(() => {
      stop.abort();
      return undefined;
    });
    await new StoreFeed(store, { pageSize: 1 }).follow(stopping, stop.signal);
    expect(taken()).toEqual([[5]]);
    const failing = taker(() => {
      throw new TypeError('not now');
    });
    await expect(new StoreFeed(store).follow(failing, new AbortController().signal)).rejects.toThrow('not now');
  });
});
