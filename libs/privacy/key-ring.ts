import { createSecretKey, hkdfSync, type KeyObject, randomUUID } from 'node:crypto';
import { inTransaction, type Database } from '#postgres';
import { decrypt, encrypt } from './aes-gcm.js';
import { KEY_BYTES, KeyFiles, type KeyPurpose, masterKey } from './key-files.js';

/** A person's key as it is stored: wrapped by a period key. */
export interface WrappedKey {
  readonly wrapped: Buffer;
  readonly periodId: string;
}

/** The keys of this installation, in memory. */
export class KeyRing {
  constructor(
    private readonly files: KeyFiles,
    /** Period keys by id. */
    private readonly periods: Map<string, KeyObject>,
    private readonly newestPeriod: string,
    private readonly installation: KeyObject,
  ) {}

  /** Wraps a person's key, bound to her id, under the newest period key. */
  wrap(personId: string, key: Buffer): WrappedKey {
    const wrapped = encrypt(this.period(this.newestPeriod), key, personId);
    return { wrapped, periodId: this.newestPeriod };
  }

  /** Unwraps a person's key. Throws when the stored key was altered or is another person's. */
  unwrap(personId: string, { wrapped, periodId }: WrappedKey): Buffer {
    const key = decrypt(this.period(periodId), wrapped, personId);
    if (key === undefined) throw new Error(`the stored key of person ${personId} was altered`);
    return key;
  }

  /** A key of the installation for one purpose (HKDF, RFC 5869): not tied to a person, and not rotated. */
  derive(purpose: 'fingerprint' | 'reference' | 'name'): KeyObject {
    return createSecretKey(Buffer.from(hkdfSync('sha256', this.installation, '', `tirek ${purpose} v1`, KEY_BYTES)));
  }

  private period(id: string): KeyObject {
    // a period that another process began after this one started
    const key = this.periods.get(id) ?? this.files.load('period', id);
    this.periods.set(id, key);
    return key;
  }
}

/**
 * Opens the keys of a store; makes them when the store has none recorded yet. Needs `privacyMigrations` applied.
 * Throws KeysLostError when a key of an existing store is missing or is not its own, StartRefused when a new one cannot
 * be written.
 */
export async function openKeyRing({
  pool,
  home,
  masterKeyFile,
}: {
  pool: Database;
  home: string;
  masterKeyFile: string;
}): Promise<KeyRing> {
  const client = await pool.connect();
  try {
    return await inTransaction(client, async () => {
      // two first starts on one database make one set of keys
      await client.query('LOCK TABLE tirek_keys.key_files IN EXCLUSIVE MODE');
      const { rows } = await client.query<{ id: string; purpose: KeyPurpose }>(
        'SELECT id, purpose FROM tirek_keys.key_files ORDER BY made_at',
      );
      const files = new KeyFiles(home, masterKey(masterKeyFile, { mayCreate: rows.length === 0 }));
      const keys = rows.map(({ id, purpose }) => ({ id, purpose, key: files.load(purpose, id) }));
      if (rows.length === 0) {
        for (const purpose of ['installation', 'period'] as const) {
          const id = randomUUID();
          keys.push({ id, purpose, key: files.make(purpose, id) });
          await client.query('INSERT INTO tirek_keys.key_files (id, purpose) VALUES ($1, $2)', [id, purpose]);
        }
      }
      const periods = keys.filter(({ purpose }) => purpose === 'period');
      return new KeyRing(
        files,
        new Map(periods.map(({ id, key }) => [id, key])),
        periods.at(-1)!.id,
        keys.find(({ purpose }) => purpose === 'installation')!.key,
      );
    });
  } finally {
    client.release();
  }
}
