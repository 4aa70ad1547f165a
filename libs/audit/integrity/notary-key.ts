import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';

/** What the DER of an Ed25519 private key has before its 32 bytes (PKCS #8, RFC 8410 section 7). */
const PKCS8_ED25519 = Buffer.from('302e020100300506032b657004220420', 'hex');

/** The key that the notary signs with (Ed25519, RFC 8032), made from a secret of the installation. */
export class NotaryKey {
  /** Its public half, as `verifierOf` takes it: 32 bytes in base64url. */
  readonly publicKey: string;
  private readonly key: KeyObject;

  /** `seed`: 32 secret bytes. */
  constructor(seed: KeyObject) {
    const der = Buffer.concat([PKCS8_ED25519, seed.export()]);
    this.key = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
    this.publicKey = createPublicKey(this.key).export({ format: 'jwk' }).x!;
  }

  sign(message: Buffer): Buffer {
    return sign(null, message, this.key);
  }
}

/** Whether a signature is one of the key that it was made for. */
export type Verifier = (message: Buffer, signature: Buffer) => boolean;

/** What checks signatures of a public key in base64url; undefined when that is none. */
export function verifierOf(publicKey: string): Verifier | undefined {
  if (!/^[\w-]{43}$/.test(publicKey)) return undefined;
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: publicKey }, format: 'jwk' });
  return (message, signature) => verify(null, message, key, signature);
}
