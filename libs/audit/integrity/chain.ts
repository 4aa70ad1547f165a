import { createHash } from 'node:crypto';
import { canonicalJson, type RecordedEvent } from '#kernel';

/** The logs that are chained: what happened, and who read what. */
export const chainedLogs = ['events', 'reads'] as const;
export type ChainedLog = (typeof chainedLogs)[number];

/** What the chain says of one event. */
export interface Link {
  readonly position: number;
  readonly eventId: string;
  readonly type: string;
  /** Of this event and, through the link before, of all before it. */
  readonly hash: Buffer;
  /** The notary's, of this link (`signLinks`): none can be made anew without its key. */
  readonly signature: Buffer;
}

/** SHA-256 of parts one after another. */
export const sha256 = (...parts: readonly (string | Buffer)[]): Buffer => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
};

/** What stands before the first link: the chain is of this log of this store, and of no other. */
export const chainStart = (log: ChainedLog, storeId: string): Buffer =>
  sha256(canonicalJson({ chain: 'tirek chain v1', log, storeId }));

/**
 * The hash of a link: SHA-256 of the hash before and the canonical JSON of the event as it is stored: position, stream,
 * revision, id, type, version, both times, metadata, and the data with what is sealed in it sealed. An erasure, which
 * takes a key, changes nothing of that.
 */
export const linkHash = (before: Buffer, event: RecordedEvent): Buffer => sha256(before, canonicalJson(event));

/** What the notary signs: the hash of a link, or of a tree of links. */
export const linkMessage = (hash: Buffer): Buffer => Buffer.concat([Buffer.from('tirek link v1\n'), hash]);
