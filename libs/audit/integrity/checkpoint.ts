import { canonicalJson } from '#kernel';
import { type ChainedLog, chainedLogs } from './chain.js';
import { type NotaryKey, verifierOf } from './notary-key.js';

/** What the notary says of a log: that at this moment it had so many events, with this hash over all of them. */
interface Statement {
  readonly log: ChainedLog;
  /** Of the last event, and how many there are up to it. */
  readonly position: number;
  readonly count: number;
  /** Of the last link, in hexadecimal. */
  readonly hash: string;
  /** When it was signed (RFC 3339). */
  readonly at: string;
  readonly storeId: string;
  /** The public half of the key that it is signed with. */
  readonly key: string;
}

/** A signed statement about a log. Kept outside, it shows later whether what was there then still is. */
export interface Checkpoint extends Statement {
  /** Ed25519, base64url. */
  readonly signature: string;
}

const message = (statement: Statement): Buffer => Buffer.from(`tirek checkpoint v1\n${canonicalJson(statement)}`);

export function signedCheckpoint(statement: Omit<Statement, 'key'>, key: NotaryKey): Checkpoint {
  const whole = { ...statement, key: key.publicKey };
  return { ...whole, signature: key.sign(message(whole)).toString('base64url') };
}

/** Whether a checkpoint is signed by the key that it names. */
export function isSigned({ signature, ...statement }: Checkpoint): boolean {
  // one of a table may be anything
  if (typeof signature !== 'string') return false;
  return verifierOf(statement.key)?.(message(statement), Buffer.from(signature, 'base64url')) ?? false;
}

/** A checkpoint as it was written down; undefined when the value is none. Says nothing of its signature. */
export function asCheckpoint(value: unknown): Checkpoint | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { log, position, count, hash, at, storeId, key, signature } = value as Record<string, unknown>;
  const known = chainedLogs.find((one) => one === log);
  const texts = [hash, at, storeId, key, signature].every((one) => typeof one === 'string');
  if (known === undefined || !texts || !Number.isSafeInteger(position) || !Number.isSafeInteger(count))
    return undefined;
  return { log: known, position, count, hash, at, storeId, key, signature } as Checkpoint;
}
