import { setTimeout as sleep } from 'node:timers/promises';
import type { AppendResult, EventStore } from '#event-store';
import type { RecordedEvent } from '#kernel';

/** A fake event store: it plays back events that are put into it, in the order of their positions, and takes no append. */
export class PlayedBackStore implements EventStore {
  private readonly events: RecordedEvent[];

  constructor(events: readonly RecordedEvent[] = []) {
    this.events = [...events];
  }

  /** Adds events; their positions must go on from the last. */
  put(...events: readonly RecordedEvent[]): void {
    this.events.push(...events);
  }

  append(): Promise<AppendResult> {
    return Promise.reject(new Error('a store that plays back takes no append'));
  }

  readStream(stream: string): Promise<RecordedEvent[]> {
    return Promise.resolve(this.events.filter((event) => event.stream === stream));
  }

  readAll(after: number, limit: number): Promise<RecordedEvent[]> {
    let from = Math.min(after, this.events.length);
    while (from > 0 && this.events[from - 1]!.position > after) from -= 1;
    while (from < this.events.length && this.events[from]!.position <= after) from += 1;
    return Promise.resolve(this.events.slice(from, from + limit));
  }

  head(): Promise<number> {
    return Promise.resolve(this.events.at(-1)?.position ?? 0);
  }

  async *subscribe(
    after: number,
    { signal, pageSize = 500 }: { signal: AbortSignal; pageSize?: number },
  ): AsyncGenerator<RecordedEvent[]> {
    let position = after;
    while (!signal.aborted) {
      const page = await this.readAll(position, pageSize);
      if (page.length === 0) {
        await sleep(5, undefined, { signal }).catch(() => undefined);
      } else {
        position = page.at(-1)!.position;
        yield page;
      }
    }
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}
