import { argon2, type Argon2Parameters, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

const argon2Async = promisify(argon2) as (algorithm: 'argon2id', parameters: Argon2Parameters) => Promise<Buffer>;

interface Cost {
  /** Memory in KiB. */
  readonly m: number;
  /** Passes. */
  readonly t: number;
  readonly p: number;
}

/** OWASP password storage cheat sheet: the first choice for argon2id. */
const today: Cost = { m: 19_456, t: 2, p: 1 };
const SALT_BYTES = 16;
const HASH_BYTES = 32;
const phc = /^\$argon2id\$v=19\$m=(\d{1,8}),t=(\d{1,3}),p=(\d{1,2})\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/;

/** The same password typed on another keyboard is the same (NIST SP 800-63B, 3.1.1.2). */
const normalized = (password: string): Buffer => Buffer.from(password.normalize('NFKC'));

const base64 = (bytes: Buffer): string => bytes.toString('base64').replaceAll('=', '');

const derive = (password: string, nonce: Buffer, { m, t, p }: Cost, tagLength: number): Promise<Buffer> =>
  argon2Async('argon2id', { message: normalized(password), nonce, memory: m, passes: t, parallelism: p, tagLength });

/** Hashes a password with argon2id (RFC 9106) to a PHC string, at today's cost. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const hash = await derive(password, salt, today, HASH_BYTES);
  return `$argon2id$v=19$m=${today.m},t=${today.t},p=${today.p}$${base64(salt)}$${base64(hash)}`;
}

/** Whether a password is the one of a PHC string, and whether that should be made anew because its cost is not today's. */
export async function verifyPassword(
  password: string,
  stored: string,
): Promise<{ readonly correct: boolean; readonly outdated: boolean }> {
  const found = phc.exec(stored);
  if (!found) throw new Error('a stored password is no argon2id hash');
  const [, m, t, p, salt, hash] = found;
  const cost: Cost = { m: Number(m), t: Number(t), p: Number(p) };
  const expected = Buffer.from(hash!, 'base64');
  const actual = await derive(password, Buffer.from(salt!, 'base64'), cost, expected.length);
  const outdated = cost.m !== today.m || cost.t !== today.t || cost.p !== today.p;
  return { correct: timingSafeEqual(actual, expected), outdated };
}

/** A hash of a password that nobody knows: to take the same time over a user that does not exist. */
export const nobodysHash: Promise<string> = hashPassword(randomBytes(32).toString('base64url'));
