import { createSecretKey, type KeyObject, randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fstatSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
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

/** Where the next master key lies while the key files are being wrapped anew (master-key-rotation.ts). */
export const nextMasterKeyFile = (masterKeyFile: string): string => `${masterKeyFile}.next`;

const keyFileName = /^(period|installation)-([0-9a-f-]{36})\.key$/;

/**
 * The files of wrapped keys, `<home>/keys/<purpose>-<id>.key`, each wrapped by the master key and bound to its name.
 * The master key is read anew for each: it may be changed while processes run.
 */
export class KeyFiles {
  constructor(
    private readonly home: string,
    private readonly masterKeyFile: string,
  ) {}

  /** The folder of all of them. */
  get folder(): string {
    return join(this.home, 'keys');
  }

  /** Makes a key and its file, durable when this returns. */
  make(purpose: KeyPurpose, id: string): KeyObject {
    const key = randomBytes(KEY_BYTES);
    const wrappedBy = (master: KeyObject): Buffer => encrypt(master, key, `${purpose}-${id}`);
    write(this.file(purpose, id), wrappedBy(this.masters()[0]!));
    // the master key was changed meanwhile
    const [now] = this.masters();
    if (!this.opensWith(purpose, id, now!)) replaceFile(this.file(purpose, id), text(wrappedBy(now!)));
    return createSecretKey(key);
  }

  /** Reads and unwraps a key; KeysLostError when the file is missing or no master key opens it. */
  load(purpose: KeyPurpose, id: string): KeyObject {
    const file = this.file(purpose, id);
    const stored = read(file);
    if (stored === undefined) throw new KeysLostError(`The key file ${file} is missing; put it back, ${withoutIt}.`);
    const wrapped = Buffer.from(stored, 'base64');
    for (const master of this.masters()) {
      const key = decrypt(master, wrapped, `${purpose}-${id}`);
      if (key !== undefined) return createSecretKey(key);
    }
    throw new KeysLostError(
      `The master key does not open ${file}: it is not the one of this store, or the file is damaged; put the right one back, ${withoutIt}.`,
    );
  }

  has(purpose: KeyPurpose, id: string): boolean {
    return existsSync(this.file(purpose, id));
  }

  /** When the file of a key was written, or written anew. */
  changedAt(purpose: KeyPurpose, id: string): Date {
    return statSync(this.file(purpose, id)).mtime;
  }

  /** Every key that has a file. */
  list(): { readonly purpose: KeyPurpose; readonly id: string }[] {
    return readdirSync(this.folder).flatMap((name) => {
      const [, purpose, id] = keyFileName.exec(name) ?? [];
      return purpose && id ? [{ purpose: purpose as KeyPurpose, id }] : [];
    });
  }

  /** Wraps a key by another master key, in the place of its file. */
  rewrap(purpose: KeyPurpose, id: string, master: KeyObject): void {
    const key = this.load(purpose, id).export();
    replaceFile(this.file(purpose, id), text(encrypt(master, key, `${purpose}-${id}`)));
  }

  /** Whether this master key opens the file. */
  opensWith(purpose: KeyPurpose, id: string, master: KeyObject): boolean {
    const wrapped = Buffer.from(read(this.file(purpose, id)) ?? '', 'base64');
    return decrypt(master, wrapped, `${purpose}-${id}`) !== undefined;
  }

  /**
   * Destroys a key: its file is overwritten, on disk, and removed, and so is what was left of it by a process that was
   * killed while it wrote it. One that has none is destroyed already. A disk that writes elsewhere than it is told may
   * keep the old blocks; what they hold is wrapped by the master key.
   */
  destroy(purpose: KeyPurpose, id: string): void {
    const name = basename(this.file(purpose, id));
    for (const one of readdirSync(this.folder)) if (one.startsWith(name)) overwrite(join(this.folder, one));
    syncFolder(this.folder);
  }

  /** The master keys in force, the one that new files are wrapped by first. */
  private masters(): KeyObject[] {
    const next = nextMasterKeyFile(this.masterKeyFile);
    const files = existsSync(next) ? [next, this.masterKeyFile] : [this.masterKeyFile];
    return files.map((file) => masterKey(file, { mayCreate: false }));
  }

  private file(purpose: KeyPurpose, id: string): string {
    return join(this.folder, `${purpose}-${id}.key`);
  }
}

const text = (content: Buffer): string => `${content.toString('base64')}\n`;

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
  writing(file, text(content), (half) => {
    linkSync(half, file);
    rmSync(half);
  });
}

/** Writes a file whole in the place of the one that may be there, on disk when this returns. */
export function replaceFile(file: string, content: string): void {
  writing(file, content, (half) => renameSync(half, file));
}

function writing(file: string, content: string, put: (half: string) => void): void {
  const half = `${file}.${process.pid}`;
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    rmSync(half, { force: true });
    writeFileSync(half, content, { mode: 0o600, flag: 'wx', flush: true });
    put(half);
    syncFolder(dirname(file));
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new StartRefused(`Tirek cannot write the key file ${file} (${code ?? message}).`, { cause: error });
  }
}

function overwrite(file: string): void {
  const open = openSync(file, 'r+');
  try {
    writeSync(open, randomBytes(fstatSync(open).size), 0, undefined, 0);
    fsyncSync(open);
  } finally {
    closeSync(open);
  }
  rmSync(file);
}

/** Makes what was added to a folder or removed from it durable. */
export function syncFolder(folder: string): void {
  const open = openSync(folder, 'r');
  try {
    fsyncSync(open);
  } finally {
    closeSync(open);
  }
}
