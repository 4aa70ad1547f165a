import type { RecordedEvent } from '#kernel';
import { beginning } from '../event-store.js';
import type { Connection, LogPlace, LogRecord } from './connection.js';
import { fromStored, positionOf } from './stored-form.js';

const largestPage = 256;
/** Where events are appended all the time the last of ours is among these. */
const firstPageBack = 4;

/**
 * The events of a store in the order of the server's log `$all`, where those of the server itself, the claims of
 * commands and the events of others stand between them. The log is read in pages of bounded size.
 */
export class Log {
  /** The last event, and the last record that was looked at after it: what others write meanwhile is passed once. */
  private looked: { readonly head: number; readonly upTo: LogRecord['position'] } | undefined;

  constructor(
    private readonly connection: Connection,
    private readonly prefix: string,
  ) {}

  /** At most `limit` events after a position. */
  async readAfter(after: number, limit: number): Promise<RecordedEvent[]> {
    const events: RecordedEvent[] = [];
    let last = after;
    let from = this.placeAfter(after);
    // about every second record is a claim, and one that was read before comes first; more where others wrote much
    for (let size = 2 * limit + 1; events.length < limit; size *= 4) {
      size = Math.min(size, largestPage);
      const page = await this.connection.readAll('forwards', from, size);
      for (const record of page) {
        if (positionOf(record) <= last) continue;
        last = positionOf(record);
        if (record.streamId.startsWith(this.prefix) && events.length < limit) {
          events.push(fromStored(record, this.prefix));
        }
      }
      if (page.length < size) {
        if (events.length < limit) this.remember(events.at(-1)?.position ?? after, page.at(-1)?.position);
        break;
      }
      from = page.at(-1)!.position;
    }
    return events;
  }

  /**
   * The position of the last event. Walks back from the end of the log to the first event of ours, or to where the log was
   * looked at before.
   */
  async head(): Promise<number> {
    let newest: LogRecord['position'] | undefined;
    let from: LogPlace = 'end';
    for (let size = firstPageBack; ; size = Math.min(size * 4, largestPage)) {
      const page = await this.connection.readAll('backwards', from, size);
      newest ??= page[0]?.position;
      for (const record of page) {
        const { looked } = this;
        if (looked && record.position.commit <= looked.upTo.commit) return this.remember(looked.head, newest);
        if (record.streamId.startsWith(this.prefix)) return this.remember(positionOf(record), newest);
      }
      if (page.length < size) return this.remember(beginning, newest);
      from = page.at(-1)!.position;
    }
  }

  private placeAfter(position: number): LogPlace {
    if (position === this.looked?.head) return this.looked.upTo;
    return position === beginning ? 'start' : place(position);
  }

  private remember(head: number, upTo: LogRecord['position'] | undefined): number {
    if (upTo && (!this.looked || upTo.commit > this.looked.upTo.commit)) this.looked = { head, upTo };
    return head;
  }
}

/** Events are appended without explicit transactions: they are committed where they are prepared. */
const place = (position: number): LogPlace => ({ commit: BigInt(position), prepare: BigInt(position) });
