import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { join } from 'node:path';
import { readSecretFile, secretFile } from '#postgres';

/**
 * The Ed25519 key pair that signs the tokens of a demonstration store: a file of its own in the data folder, made at the
 * first start. Several first starts at once get the same one.
 */
export function demonstrationKeyPair(
  home: string,
  mayCreate: boolean,
): { privateKey: KeyObject; publicKey: KeyObject } | undefined {
  const path = join(home, 'keys', 'demonstration-tokens.pem');
  const pem = mayCreate ? secretFile(path, newKey) : readSecretFile(path);
  if (pem === undefined) return undefined;
  const privateKey = createPrivateKey(pem);
  return { privateKey, publicKey: createPublicKey(privateKey) };
}

const newKey = (): string =>
  generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
