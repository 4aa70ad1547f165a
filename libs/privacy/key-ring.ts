import { createSecretKey, hkdfSync, type KeyObject, randomUUID } from 'node:crypto';
import type pg from 'pg';
import { transactionOn, type Database } from '#postgres';
import { decrypt, encrypt } from './aes-gcm.js';
import { KEY_BYTES, KeyFiles, type KeyPurpose, KeysLostError, masterKey } from './key-files.js';
import { openKeyStore } from './key-store.js';
import { adoptLivingKeys, eraseAgain } from './living-keys.js';

const HOUR_MS = 3_600_000;
const DEFAULT_PERIOD_HOURS = 24;

/** A person's key as it is stored: wrapped by a period key. */
export interface WrappedKey {
  readonly wrapped: Buffer;
  readonly periodId: string;
}

/** The stored key of a person is not what was stored. */
export class KeyAlteredError extends Error {
  override readonly name = 'KeyAlteredError';

  constructor(personId: string) {
    super(`the stored key of person ${personId} was altered`);
  }
}

/** The keys of this installation, in memory. */
export class KeyRing {
  constructor(
    /** Connections to the stored keys. */
    readonly store: Database,
    readonly files: KeyFiles,
    private readonly installation: KeyObject,
    /** The period whose key wraps new keys. */
    private openPeriod: string,
    /** How long a period lasts. */
    readonly periodMs: number,
    /** Period keys by id. */
    private readonly periods: Map<string, KeyObject>,
    /** They were made just now: the store is new, and its master key nowhere but here. */
    readonly isNew: boolean,
  ) {}

  /** Wraps a person's key, bound to her id, under the key of the open period. */
  wrap(personId: string, key: Buffer): WrappedKey {
    const wrapped = encrypt(this.period(this.openPeriod), key, personId);
    return { wrapped, periodId: this.openPeriod };
  }

  /**
   * Unwraps a person's key. Throws KeyAlteredError when the stored key was altered or is another person's, KeysLostError when the key of
   * its period is not there.
   */
  unwrap(personId: string, { wrapped, periodId }: WrappedKey): Buffer {
    const key = decrypt(this.period(periodId), wrapped, personId);
    if (key === undefined) throw new KeyAlteredError(personId);
    return key;
  }

  /** A key of the installation for one purpose (HKDF, RFC 5869): not tied to a person, and not rotated. */
  derive(
    purpose: 'fingerprint' | 'reference' | 'name' | 'notary' | 'organisation' | 'session' | 'device' | 'identity',
  ): KeyObject {
    return createSecretKey(Buffer.from(hkdfSync('sha256', this.installation, '', `tirek ${purpose} v1`, KEY_BYTES)));
  }

  /** The key of a period; KeysLostError when its file is not there. */
  period(id: string): KeyObject {
    // a period that another process began after this one started
    const key = this.periods.get(id) ?? this.files.load('period', id);
    this.periods.set(id, key);
    return key;
  }

  /** Learns which period is open now, perhaps by another process, and forgets the keys of those that were destroyed. */
  async refresh(): Promise<void> {
    const { rows } = await this.store.query<{ id: string; open: boolean }>({
      name: 'tirek_periods_alive',
      text: `SELECT id, closed_at IS NULL AS open FROM tirek_keys.key_files
             WHERE purpose = 'period' AND destroyed_at IS NULL`,
    });
    const alive = new Set(rows.map(({ id }) => id));
    for (const id of this.periods.keys()) if (!alive.has(id)) this.periods.delete(id);
    this.openPeriod = rows.find(({ open }) => open)!.id;
  }

  /** Ends the connections to the stored keys. */
  close(): Promise<void> {
    return this.store.end();
  }
}

/**
 * Opens the keys of a store; makes them when the store has none recorded yet. Needs `privacyMigrations` applied.
 * `periodHours`: how long a period lasts. Throws KeysLostError when a key of an existing store is missing or is not its
 * own, StartRefused when a new one cannot be written. To be closed.
 */
export async function openKeyRing({
  pool,
  home,
  masterKeyFile,
  periodHours = DEFAULT_PERIOD_HOURS,
}: {
  pool: Database;
  home: string;
  masterKeyFile: string;
  periodHours?: number;
}): Promise<KeyRing> {
  const store = await openKeyStore(pool);
  try {
    const opened = await transactionOn(store, (client) => openKeys(client, home, masterKeyFile));
    const { files, installation, openPeriod, periods, isNew } = opened;
    return new KeyRing(store, files, installation, openPeriod, periodHours * HOUR_MS, periods, isNew);
  } catch (error) {
    await store.end();
    throw error;
  }
}

async function openKeys(client: pg.ClientBase, home: string, masterKeyFile: string) {
  // two first starts on one database make one set of keys
  await client.query('LOCK TABLE tirek_keys.key_files IN EXCLUSIVE MODE');
  const known = await keysInUse(client);
  const isNew = known.length === 0;
  masterKey(masterKeyFile, { mayCreate: isNew });
  const files = new KeyFiles(home, masterKeyFile);
  if (isNew) {
    await makeKeys(client, files);
  } else if (known.some(({ purpose, id }) => purpose === 'period' && !files.has(purpose, id))) {
    await adoptLivingKeys(client, files);
  }
  await eraseAgain(client, files);
  const keys = (await keysInUse(client)).map((key) => ({ ...key, key: files.load(key.purpose, key.id) }));
  const openPeriod = keys.find(({ purpose, open }) => purpose === 'period' && open);
  const installation = keys.find(({ purpose }) => purpose === 'installation');
  if (!openPeriod || !installation) throw new KeysLostError('The list of the keys of this store is not whole.');
  return {
    isNew,
    files,
    installation: installation.key,
    openPeriod: openPeriod.id,
    periods: new Map(keys.filter(({ purpose }) => purpose === 'period').map(({ id, key }) => [id, key])),
  };
}

/** The keys without which something could not be opened: a period that wraps nobody's key any more is none of them. */
async function keysInUse(client: pg.ClientBase) {
  const { rows } = await client.query<{ id: string; purpose: KeyPurpose; open: boolean }>(
    `SELECT f.id, f.purpose, f.closed_at IS NULL AS open FROM tirek_keys.key_files f
     WHERE f.closed_at IS NULL
        OR EXISTS (SELECT FROM tirek_keys.person_keys k WHERE k.period_id = f.id AND k.wrapped IS NOT NULL)
     ORDER BY f.made_at`,
  );
  return rows;
}

async function makeKeys(client: pg.ClientBase, files: KeyFiles): Promise<void> {
  for (const purpose of ['installation', 'period'] as const) {
    const id = randomUUID();
    files.make(purpose, id);
    await client.query('INSERT INTO tirek_keys.key_files (id, purpose) VALUES ($1, $2)', [id, purpose]);
  }
}
