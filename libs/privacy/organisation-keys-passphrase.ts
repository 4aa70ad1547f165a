import { argon2, createSecretKey, type KeyObject, randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import { decrypt, encrypt } from './aes-gcm.js';
import { KEY_BYTES } from './key-files.js';

/** What a passphrase becomes a key with; kept beside what that key wraps, so that a later release can ask for more. */
export interface Derivation {
  /** 16 random bytes, base64url. */
  readonly salt: string;
  readonly memoryKiB: number;
  readonly passes: number;
}

const SALT_BYTES = 16;
/** RFC 9106, section 4, the second recommended option, on one thread. */
const present = { memoryKiB: 65_536, passes: 3 };

const argon2id = promisify(argon2);

/**
 * A private key wrapped by a passphrase: Argon2id makes a key of it, with a secret of the installation mixed in, so that a
 * copy of the database alone is not enough to guess; AES-256-GCM wraps, bound to whose it is.
 */
export class PassphraseWrapping {
  constructor(private readonly installation: KeyObject) {}

  async wrap(passphrase: string, privateKey: Buffer, bound: string): Promise<{ wrapped: Buffer; by: Derivation }> {
    const by = { ...present, salt: randomBytes(SALT_BYTES).toString('base64url') };
    return { wrapped: encrypt(await this.keyOf(passphrase, by), privateKey, bound), by };
  }

  /** Undefined for another passphrase. */
  async unwrap(passphrase: string, wrapped: Buffer, by: Derivation, bound: string): Promise<Buffer | undefined> {
    return decrypt(await this.keyOf(passphrase, by), wrapped, bound);
  }

  /** Takes as long as a wrong passphrase does, where there is nothing to open. */
  async unwrapNothing(passphrase: string): Promise<void> {
    await this.keyOf(passphrase, { ...present, salt: Buffer.alloc(SALT_BYTES).toString('base64url') });
  }

  private async keyOf(passphrase: string, { salt, memoryKiB, passes }: Derivation): Promise<KeyObject> {
    const key = await argon2id('argon2id', {
      // however a keyboard spells an accent
      message: Buffer.from(passphrase.normalize('NFKC')),
      nonce: Buffer.from(salt, 'base64url'),
      secret: this.installation.export(),
      parallelism: 1,
      memory: memoryKiB,
      passes,
      tagLength: KEY_BYTES,
    });
    return createSecretKey(key);
  }
}

const CODE_BYTES = 20;
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A recovery code: 160 random bits in Crockford's base 32, in groups of four. */
export function makeRecoveryCode(): string {
  let bits = BigInt(`0x${randomBytes(CODE_BYTES).toString('hex')}`);
  let code = '';
  for (let i = 0; i < (CODE_BYTES * 8) / 5; i += 1) {
    code = alphabet[Number(bits & 31n)] + code;
    bits >>= 5n;
  }
  return code.replace(/(.{4})(?=.)/g, '$1-');
}

/** A recovery code as people type it, spelt as it was made: small letters, no dashes, O for 0. */
export const readRecoveryCode = (typed: string): string =>
  typed
    .toUpperCase()
    .replace(/[\s-]/g, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1')
    .replace(/(.{4})(?=.)/g, '$1-');
