import {
  base64url,
  compactDecrypt,
  CompactEncrypt,
  exportJWK,
  generateKeyPair,
  importJWK,
  type CryptoKey,
  type JWK,
} from 'jose';

// what is kept on a device is sealed as JWE (RFC 7516): to a public key, so that writing needs no secret
const toKey = { alg: 'ECDH-ES', enc: 'A256GCM' };
const bySecret = { alg: 'dir', enc: 'A256GCM' };

const bytes = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));
const value = (plaintext: Uint8Array): unknown => JSON.parse(new TextDecoder().decode(plaintext));

/** A new key pair, its private half sealed with a secret (32 bytes as base64url). */
export async function newKeyPair(secret: string): Promise<{ publicHalf: JWK; privateHalf: string }> {
  const { publicKey, privateKey } = await generateKeyPair(toKey.alg, { crv: 'P-256', extractable: true });
  const privateHalf = await new CompactEncrypt(bytes(await exportJWK(privateKey)))
    .setProtectedHeader(bySecret)
    .encrypt(base64url.decode(secret));
  return { publicHalf: await exportJWK(publicKey), privateHalf };
}

/** Opens a private half by its secret; what comes can be used and not read. Undefined: it is not its secret. */
export async function openPrivateHalf(privateHalf: string, secret: string): Promise<CryptoKey | undefined> {
  let plaintext: Uint8Array;
  try {
    ({ plaintext } = await compactDecrypt(privateHalf, base64url.decode(secret), only(bySecret)));
  } catch {
    // a wrong key and a changed text are the same to AES-GCM
    return undefined;
  }
  return importJWK({ ...(value(plaintext) as JWK & { kty: 'EC' }), ext: false }, toKey.alg, { extractable: false });
}

/** Seals something to a public half. */
export async function seal(content: unknown, publicHalf: JWK): Promise<string> {
  const key = await importJWK(publicHalf as JWK & { kty: 'EC' }, toKey.alg);
  return new CompactEncrypt(bytes(content)).setProtectedHeader(toKey).encrypt(key);
}

/** Opens what was sealed to the public half of a key. Rejects for what was not. */
export async function open(sealed: string, key: CryptoKey): Promise<unknown> {
  return value((await compactDecrypt(sealed, key, only(toKey))).plaintext);
}

const only = ({ alg, enc }: typeof toKey) => ({ keyManagementAlgorithms: [alg], contentEncryptionAlgorithms: [enc] });
