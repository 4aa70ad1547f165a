import { createHash, createHmac, hkdfSync, type KeyObject, randomBytes } from 'node:crypto';
import { decrypt, encrypt } from '#privacy';

/** 256 random bits to put into a link or to hand over, in base64url. */
export const randomSecret = (): string => randomBytes(32).toString('base64url');

/** SHA-256: enough for what is random itself and cannot be guessed. */
export const sha256 = (text: string): Buffer => createHash('sha256').update(text).digest();

/** What the provider keeps secret in the database, under one key of the installation. */
export class Vault {
  constructor(private readonly key: KeyObject) {}

  /** Seals a JSON value; `boundTo` says what it is and whose: it opens nowhere else. */
  seal(value: unknown, boundTo: string): Buffer {
    return encrypt(this.key, Buffer.from(JSON.stringify(value)), `identity ${boundTo}`);
  }

  /** Opens what `seal` made. Throws when it was altered, moved, or sealed under another key. */
  open(sealed: Buffer, boundTo: string): unknown {
    const plain = decrypt(this.key, sealed, `identity ${boundTo}`);
    if (plain === undefined) throw new Error(`what is stored as ${boundTo.split(' ')[0]} was altered`);
    return JSON.parse(plain.toString());
  }

  /** A keyed digest, for what could be guessed from a plain one. */
  digest(...parts: readonly string[]): Buffer {
    return createHmac('sha256', this.key).update(JSON.stringify(parts)).digest();
  }

  /** A secret for one purpose that follows from the key: the same in every process (HKDF, RFC 5869). */
  derived(purpose: string): Buffer {
    return Buffer.from(hkdfSync('sha256', this.key, '', `identity ${purpose}`, 32));
  }
}
