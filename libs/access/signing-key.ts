import { createPrivateKey, createPublicKey, generateKeyPairSync, randomUUID, type KeyObject } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * The Ed25519 key pair that signs the tokens of a demonstration store: a file of its own in the data folder, made at the
 * first start. Several first starts at once get the same one.
 */
export function demonstrationKeyPair(
  home: string,
  mayCreate: boolean,
): { privateKey: KeyObject; publicKey: KeyObject } | undefined {
  const path = join(home, 'keys', 'demonstration-tokens.pem');
  let pem = read(path);
  if (pem === undefined && mayCreate) {
    make(path);
    pem = read(path);
  }
  if (pem === undefined) return undefined;
  const privateKey = createPrivateKey(pem);
  return { privateKey, publicKey: createPublicKey(privateKey) };
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Makes the file unless another process was faster. It appears whole or not at all, also when the power goes. */
function make(path: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const pem = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const half = `${path}.${randomUUID()}`;
  writeFileSync(half, pem, { mode: 0o600, flush: true });
  try {
    linkSync(half, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(half);
  }
}
