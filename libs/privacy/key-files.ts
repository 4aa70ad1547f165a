import { createSecretKey, type KeyObject, randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, linkSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { StartRefused } from '#postgres';
import { decrypt, encrypt } from './aes-gcm.js';

export const KEY_BYTES = 32;

/** The keys that open this store are missing or are not its own. The message is one sentence for the operator. */
export class KeysLostError extends StartRefused {}

/** What a wrapped key file is for: `period` keys wrap person keys, the `installation` key makes digests. */
export type KeyPurpose = 'period' | 'installation';

const withoutIt = 'without it nothing personal in this store can be opened';

/**
 * The master key: 32 random bytes in base64, in a file of mode 0600.
 * A missing one is made when `mayCreate`, else KeysLostError.
 */
export function masterKey(file: string, { mayCreate }: { mayCreate: boolean }): KeyObject {
  const text = read(file);
  if (text === undefined) {
    if (!mayCreate) {
      throw new KeysLostError(`The master key file ${file} of this store is missing; put it back, ${withoutIt}.`);
    }
    const made = randomBytes(KEY_BYTES);
    write(file, made);
    return createSecretKey(made);
  }
  const key = Buffer.from(text.trim(), 'base64');
  if (key.length !== KEY_BYTES || key.toString('base64') !== text.trim()) {
    throw new KeysLostError(`The file ${file} does not hold a master key (${KEY_BYTES} bytes in base64).`);
  }
  return createSecretKey(key);
}

/** The files of wrapped keys, `<home>/keys/<purpose>-<id>.key`, each wrapped by the master key and bound to its name. */
export class KeyFiles {
  constructor(
    private readonly home: string,
    private readonly master: KeyObject,
  ) {}

  /** Makes a key and its file, durable when this returns. */
  make(purpose: KeyPurpose, id: string): KeyObject {
    const key = randomBytes(KEY_BYTES);
    write(this.file(purpose, id), encrypt(this.master, key, `${purpose}-${id}`));
    return createSecretKey(key);
  }

  /** Reads and unwraps a key; KeysLostError when the file is missing or the master key does not open it. */
  load(purpose: KeyPurpose, id: string): KeyObject {
    const file = this.file(purpose, id);
    const text = read(file);
    if (text === undefined) throw new KeysLostError(`The key file ${file} is missing; put it back, ${withoutIt}.`);
    const key = decrypt(this.master, Buffer.from(text, 'base64'), `${purpose}-${id}`);
    if (key === undefined) {
      throw new KeysLostError(
        `The master key does not open ${file}: it is not the one of this store, or the file is damaged; put the right one back, ${withoutIt}.`,
      );
    }
    return createSecretKey(key);
  }

  private file(purpose: KeyPurpose, id: string): string {
    return join(this.home, 'keys', `${purpose}-${id}.key`);
  }
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return undefined;
    throw new KeysLostError(`Tirek cannot read the key file ${file} (${code}).`, { cause: error });
  }
}

/** Writes a file that appears whole or not at all, on disk when this returns, and never over another. */
function write(file: string, content: Buffer): void {
  const half = `${file}.${process.pid}`;
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    rmSync(half, { force: true });
    writeFileSync(half, `${content.toString('base64')}\n`, { mode: 0o600, flag: 'wx', flush: true });
    linkSync(half, file);
    rmSync(half);
    const folder = openSync(dirname(file), 'r');
    fsyncSync(folder);
    closeSync(folder);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new StartRefused(`Tirek cannot write the key file ${file} (${code ?? message}).`, { cause: error });
  }
}
