import { createHmac, type KeyObject } from 'node:crypto';
import { canonicalJson } from '#kernel';

/** HMAC-SHA-256 of some parts, in the first `bytes` bytes; the order of an object's members does not matter. */
export const digest = (key: KeyObject, parts: unknown, bytes: number): Buffer =>
  createHmac('sha256', key).update(canonicalJson(parts)).digest().subarray(0, bytes);

/** The first 16 bytes of a digest as a UUID of our own making (RFC 9562 version 8). */
export function digestUuid(key: KeyObject, parts: unknown): string {
  const bytes = Buffer.from(digest(key, parts, 16));
  bytes[6] = (bytes[6]! & 0x0f) | 0x80;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
