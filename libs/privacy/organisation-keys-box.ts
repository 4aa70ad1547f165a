import {
  createPrivateKey,
  createPublicKey,
  createSecretKey,
  diffieHellman,
  generateKeyPairSync,
  hkdfSync,
  type KeyObject,
} from 'node:crypto';
import { decrypt, encrypt } from './aes-gcm.js';
import { KEY_BYTES } from './key-files.js';

/** An X25519 key pair as it is stored: 32 bytes each. */
export interface StoredPair {
  readonly publicKey: Buffer;
  readonly privateKey: Buffer;
}

const PUBLIC_BYTES = 32;

/** A new X25519 pair (RFC 7748). */
export function makePair(): StoredPair {
  const { publicKey, privateKey } = generateKeyPairSync('x25519');
  return { publicKey: rawPublic(publicKey), privateKey: privateKey.export({ format: 'raw-private' }) };
}

/**
 * Seals to a public key: a fresh pair, the shared secret with the recipient's, a key from it (HKDF-SHA-256, both public
 * keys as salt), AES-256-GCM with `bound` as associated data. Answers `public key of the fresh pair | iv | ciphertext | tag`.
 * Who seals cannot open again.
 */
export function sealTo(recipient: Buffer, plain: Buffer, bound: string): Buffer {
  const fresh = generateKeyPairSync('x25519');
  const sender = rawPublic(fresh.publicKey);
  const key = sharedKey(fresh.privateKey, publicKeyOf(recipient), sender, recipient);
  return Buffer.concat([sender, encrypt(key, plain, bound)]);
}

/** Opens what was sealed to the public key of this private one; undefined when anything of it differs. */
export function openWith(privateKey: Buffer, box: Buffer, bound: string): Buffer | undefined {
  if (box.length <= PUBLIC_BYTES) return undefined;
  const own = privateKeyOf(privateKey);
  const sender = box.subarray(0, PUBLIC_BYTES);
  const key = sharedKeyOrNone(own, sender, publicHalf(privateKey));
  return key && decrypt(key, box.subarray(PUBLIC_BYTES), bound);
}

/** The public half that belongs to a private one. */
export const publicHalf = (privateKey: Buffer): Buffer => rawPublic(createPublicKey(privateKeyOf(privateKey)));

/** Undefined for a public key that OpenSSL refuses (of low order), which only somebody who alters a box puts there. */
function sharedKeyOrNone(own: KeyObject, sender: Buffer, recipient: Buffer): KeyObject | undefined {
  try {
    return sharedKey(own, publicKeyOf(sender), sender, recipient);
  } catch {
    return undefined;
  }
}

function sharedKey(privateKey: KeyObject, publicKey: KeyObject, sender: Buffer, recipient: Buffer): KeyObject {
  const secret = diffieHellman({ privateKey, publicKey });
  const salt = Buffer.concat([sender, recipient]);
  return createSecretKey(Buffer.from(hkdfSync('sha256', secret, salt, 'tirek sealed box v1', KEY_BYTES)));
}

const privateKeyOf = (raw: Buffer): KeyObject =>
  createPrivateKey({ key: raw, format: 'raw-private', asymmetricKeyType: 'x25519' });
const rawPublic = (key: KeyObject): Buffer => key.export({ format: 'raw-public' });
const publicKeyOf = (raw: Buffer): KeyObject =>
  createPublicKey({ key: raw, format: 'raw-public', asymmetricKeyType: 'x25519' });
