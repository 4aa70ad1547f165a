const offsetBasis = 0x811c9dc5;
const prime = 0x01000193;

/**
 * The partition of a key: FNV-1a of 32 bits over its UTF-8 bytes (draft-eastlake-fnv), modulo the number of partitions.
 * Ours, and pinned by a test, because it must never change: what a topic holds of a case lies where this put it, and the
 * projections know how far each partition is by the same rule. Kafka's own partitioners differ between clients.
 */
export function partitionFor(key: string, partitions: number): number {
  let hash = offsetBasis;
  for (const byte of Buffer.from(key, 'utf8')) hash = Math.imul(hash ^ byte, prime);
  return (hash >>> 0) % partitions;
}
