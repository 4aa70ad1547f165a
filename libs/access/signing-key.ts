import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The Ed25519 key pair that signs the tokens of a demonstration store: a file of its own in the data folder, made at the first start. */
export function demonstrationKeyPair(
  home: string,
  mayCreate: boolean,
): { privateKey: KeyObject; publicKey: KeyObject } | undefined {
  const path = join(home, 'keys', 'demonstration-tokens.pem');
  let pem: string;
  try {
    pem = readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    if (!mayCreate) return undefined;
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    pem = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    // it appears whole or not at all, also when the power goes
    const half = `${path}.${process.pid}`;
    writeFileSync(half, pem, { mode: 0o600, flush: true });
    renameSync(half, path);
  }
  const privateKey = createPrivateKey(pem);
  return { privateKey, publicKey: createPublicKey(privateKey) };
}
