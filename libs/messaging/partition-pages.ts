import type { RecordedEvent } from '#kernel';
import { decode, type ReadMessage, type UnreadableMessage } from './cloud-event.js';
import { partitionKey, type Page, type Place, type Unreadable } from './feed.js';
import { partitionFor } from './partition.js';

/** A message as it lies in a partition. */
export interface StoredMessage {
  readonly offset: number;
  readonly value: Buffer | string | null;
}

/** Where messages were read, and what they are measured by. */
export interface PartitionOfTopic {
  readonly topic: string;
  readonly partition: number;
  readonly partitions: number;
  /** The installation whose messages these are. */
  readonly source: string;
  /** The position of the last event in the store, asked for after the messages were read. */
  readonly head: number;
}

/**
 * The topic lacks events of this partition: those after `after`, up to `to.position`. They are to be taken from the event
 * store before what comes next.
 */
export interface Gap {
  readonly after: number;
  readonly to: Place;
}

/**
 * What to do with messages of a partition, in their order, for tables that stand at a place: pages to take, and gaps to
 * fill before the pages behind them. A message at or before the position is a repeat and is passed over; one that
 * follows nothing later than the position is next; before any other, something is missing. So every event is in the pages
 * and gaps once and in order, whatever the messages repeat or lack. Pure; the last step's `to` is the end of the messages.
 */
export function* partitionPages(
  of: PartitionOfTopic,
  from: Place,
  messages: readonly StoredMessage[],
  pageSize: number,
): Generator<Page | Gap, void, undefined> {
  const { topic, partition } = of;
  let { position, next } = from;
  let events: RecordedEvent[] = [];
  let unreadable: Unreadable[] = [];
  const page = (): Page => {
    const full: Page = {
      partition,
      events,
      to: { position, next },
      ...(unreadable.length > 0 ? { unreadable } : {}),
    };
    events = [];
    unreadable = [];
    return full;
  };

  for (const { offset, value } of messages) {
    const message = readable(decode(value, of.source), of);
    if ('reason' in message) {
      unreadable.push({ at: `${topic}/${partition}@${offset}`, reason: message.reason });
    } else if (message.position > position) {
      if (message.follows > position) {
        if (events.length > 0 || unreadable.length > 0) yield page();
        yield { after: position, to: { position: message.follows, next } };
      }
      ({ position } = message);
      if (message.event) events.push(message.event);
    }
    next = offset + 1;
    if (events.length + unreadable.length >= pageSize) yield page();
  }
  yield page();
}

/** A message of the store as it is, and of this partition. */
function readable(message: ReadMessage | UnreadableMessage, of: PartitionOfTopic): ReadMessage | UnreadableMessage {
  if ('reason' in message) return message;
  if (isStray(message, of)) return { reason: 'it belongs to another partition' };
  // published before the store was restored from a backup: the position will be that of another event
  if (message.position > of.head) return { reason: 'it is beyond the end of the event store' };
  return message;
}

/** What somebody copied here from another partition says nothing of this one. */
const isStray = (message: ReadMessage, { partition, partitions }: PartitionOfTopic): boolean =>
  (message.event ? partitionFor(partitionKey(message.event), partitions) : message.partition) !== partition;
