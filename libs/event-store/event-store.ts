import type { NewEvent, RecordedEvent } from '#kernel';

/** Before the first event of the store, and the revision of a stream that does not exist. */
export const beginning = 0;
export const noStream = -1;

/** What became of an append: stored whole, or refused whole. */
export type AppendResult =
  | { readonly outcome: 'appended'; readonly position: number; readonly revision: number; readonly recordedAt: string }
  /** Somebody else appended to the stream first. `revision` is what it is now. */
  | { readonly outcome: 'stale'; readonly revision: number }
  /** The command (metadata.commandId) has already appended, to this stream or to another. */
  | { readonly outcome: 'repeated'; readonly stream: string };

/**
 * The log of everything that happened. What an adapter guarantees is written down as tests in
 * `event-store.contract.testing.ts`, which every adapter runs.
 */
export interface EventStore {
  /**
   * Appends the events of one command to a stream whose last revision is `expectedRevision` (`noStream` for a new one).
   * All of them or none. Rejects only when the store cannot be reached; nothing was stored then, or all of it:
   * load the stream again and look for the command id.
   */
  append(stream: string, expectedRevision: number, events: readonly NewEvent[]): Promise<AppendResult>;
  /** All events of a stream in order; empty when there is no such stream. */
  readStream(stream: string): Promise<RecordedEvent[]>;
  /**
   * At most `limit` events after a position, in the one order that every reader sees. The position is `beginning`, or one
   * that this store has given: positions grow, and may have gaps.
   */
  readAll(after: number, limit: number): Promise<RecordedEvent[]>;
  /** The position of the last event; `beginning` when there is none. */
  head(): Promise<number>;
  /** Pages of events after a position, for ever, as they come; ends when the signal is aborted. */
  subscribe(after: number, options: { signal: AbortSignal; pageSize?: number }): AsyncIterable<RecordedEvent[]>;
  close(): Promise<void>;
}

/** The store cannot be reached, or was lost while it worked: what was under way is stored whole or not at all. */
export class EventStoreUnavailable extends Error {
  override readonly name = 'EventStoreUnavailable';
}

/** Injection token of the event store. */
export const EVENT_STORE = Symbol('event store');
