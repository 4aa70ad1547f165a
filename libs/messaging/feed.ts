import { caseOf, type RecordedEvent } from '#kernel';

/** Where the tables of a read model stand in one partition of a feed. */
export interface Place {
  /** Every event of the partition up to this position is in the tables. */
  readonly position: number;
  /** What to read next, in the feed's own numbering (in Kafka the offset); 0: from the first that is there. */
  readonly next: number;
}

/** A message that holds no event of ours. It is written down, and keeps nothing back. */
export interface Unreadable {
  /** Where it lies: `topic/partition@offset`. */
  readonly at: string;
  /** Why it cannot be read, without anything that is in it. */
  readonly reason: string;
}

/** Events of one partition, in the order of their positions; all there are between the place before and the new one. */
export interface Page {
  readonly partition: number;
  readonly events: readonly RecordedEvent[];
  /** Where the partition stands when this page is in the tables. */
  readonly to: Place;
  readonly unreadable?: readonly Unreadable[];
}

/** Takes the pages of a feed into the tables of one read model. */
export interface PageTaker {
  /** Names the read model: the consumer group. */
  readonly name: string;
  /** Where the tables stand in a partition, as the database says now. */
  place(partition: number): Promise<Place>;
  /**
   * Puts a page and its place into the tables in one transaction; what is already there is skipped. Resolves with the
   * place the tables now have, which is another than the page's when somebody else was faster: read on from there.
   * Rejects when it must be tried again.
   */
  take(page: Page): Promise<Place>;
}

/**
 * Where a read model gets its events from. Within a partition events come in the order of their positions, each at
 * least once; all events of one key are in one partition.
 */
export interface Feed {
  /** Distinguishes the places of this feed from those of another one: `store`, or the name of a topic. */
  readonly name: string;
  /**
   * Whether partitions are given to one taker each among several processes by the feed itself. If not, the taker makes
   * sure that it is the only one at work.
   */
  readonly sharesOut: boolean;
  /** How many partitions there are; never changes under the same name. */
  partitions(): Promise<number>;
  /** The partition that an event is in. */
  partitionOf(event: RecordedEvent, partitions: number): number;
  /** Gives the taker its pages until the signal is aborted. Rejects when the feed was lost: begin again. */
  follow(taker: PageTaker, signal: AbortSignal): Promise<void>;
}

/** What belongs together, and in order, in every feed: the events of a case; of other streams, those of the stream. */
export const partitionKey = (event: RecordedEvent): string => caseOf(event) ?? event.stream;
