import { setTimeout as pause } from 'node:timers/promises';
import type { RecordedEvent } from '#kernel';
import { type EventStore, EventStoreUnavailable } from './event-store.js';
import type { News } from './news.js';

/** While events keep coming a subscription reads this often, in milliseconds: a page of several costs as much as a page of one. */
const gatherMs = 10;

/**
 * A subscription as pages read one after another, each when there is news. Rides out a loss of the server: it goes on
 * where it was when the server is back. Ends when `ended` is aborted.
 */
export async function* follow(
  store: Pick<EventStore, 'readAll'>,
  news: News,
  { after, pageSize, ended }: { after: number; pageSize: number; ended: AbortSignal },
): AsyncGenerator<RecordedEvent[], void, undefined> {
  let position = after;
  while (!ended.aborted) {
    const mark = news.mark();
    const soonest = performance.now() + gatherMs;
    const page = await pageOrNothing(store, position, pageSize);
    if (ended.aborted) return;
    const last = page.at(-1);
    if (last) {
      yield page;
      position = last.position;
      if (page.length === pageSize) continue;
      await until(soonest, ended);
    }
    // a page that is not full had everything that was told of before the mark
    await news.changedSince(mark, ended);
  }
}

async function pageOrNothing(
  store: Pick<EventStore, 'readAll'>,
  after: number,
  limit: number,
): Promise<RecordedEvent[]> {
  try {
    return await store.readAll(after, limit);
  } catch (error) {
    if (error instanceof EventStoreUnavailable) return [];
    throw error;
  }
}

async function until(time: number, signal: AbortSignal): Promise<void> {
  const wait = time - performance.now();
  if (wait > 0) await pause(wait, undefined, { signal }).catch(() => undefined);
}
