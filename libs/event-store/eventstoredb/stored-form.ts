import { type JSONEventData, jsonEvent, type Position } from '@eventstore/db-client';
import type { EventMetadata, NewEvent, RecordedEvent } from '#kernel';
import type { StoredRecord } from './connection.js';

/** What is stored as the metadata of an event: that of the envelope, and what EventStoreDB has no field for. */
interface StoredMetadata extends EventMetadata {
  readonly schemaVersion: number;
  readonly occurredAt: string;
}

/** An event as EventStoreDB takes it: its type, its data as JSON, everything else in the metadata. */
export function toStored({ eventId, type, schemaVersion, occurredAt, data, metadata }: NewEvent): JSONEventData {
  return jsonEvent({
    id: eventId,
    type,
    data: data as Record<string, unknown>,
    metadata: { ...metadata, schemaVersion, occurredAt },
  }) as JSONEventData;
}

const metadataOf = ({ metadata }: StoredRecord): StoredMetadata => metadata as unknown as StoredMetadata;

/** The command that appended a record. */
export const commandIdOf = (record: StoredRecord): string => metadataOf(record).commandId;

/**
 * The position of a record in the whole log: its commit position as a number. Throws when the server does not say it
 * (before 22.6 it does so in `$all` only), or the log has grown beyond 2^53 bytes.
 */
export function positionOf({ position }: { readonly position?: Position }): number {
  // older servers send the largest unsigned number instead
  const commit = Number(position?.commit ?? Number.NaN);
  if (Number.isSafeInteger(commit)) return commit;
  throw new Error('EventStoreDB does not say the positions of events: version 22.6 or later is needed');
}

/** A record as the event that it stores. `prefix` is what its stream's name has in front. */
export function fromStored(record: StoredRecord, prefix: string): RecordedEvent {
  const { schemaVersion, occurredAt, ...metadata } = metadataOf(record);
  return {
    position: positionOf(record),
    stream: record.streamId.slice(prefix.length),
    revision: Number(record.revision),
    eventId: record.id,
    type: record.type,
    schemaVersion,
    occurredAt,
    // the client rounds the server's clock down to milliseconds; of one width with the instants of other stores
    recordedAt: record.created.toISOString().replace('Z', '000Z'),
    data: record.data as object,
    metadata,
  };
}
