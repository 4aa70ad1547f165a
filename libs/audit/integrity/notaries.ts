import { beginning, type EventStore } from '#event-store';
import { logOf } from '#logging';
import type { Database } from '#postgres';
import type { KeyRing } from '#privacy';
import { Notary } from './notary.js';
import { NotaryKey } from './notary-key.js';

const logger = logOf('Notary');

/** Injection token of the notaries of this process. */
export const NOTARIES = Symbol('notaries');

/** What the notaries of an installation rest on. */
export interface NotariesOptions {
  readonly database: Database;
  readonly store: EventStore;
  readonly readLog: EventStore;
  readonly keyRing: KeyRing;
  /** Where checkpoints go outside the database; undefined: nowhere. */
  readonly checkpointFolder: string | undefined;
  /** The id of the event that the store began with; undefined: the first one there is. */
  readonly storeId?: string | undefined;
}

/** The notaries of an installation, and what names its chains. */
export interface Notaries {
  readonly storeId: string;
  /** The public half of their key, base64url. */
  readonly publicKey: string;
  readonly events: Notary;
  readonly reads: Notary;
}

/** Makes the notaries of the event store, which must be founded, and of the log of reads. */
export async function openNotaries({
  database,
  store,
  readLog,
  keyRing,
  checkpointFolder,
  storeId,
}: NotariesOptions): Promise<Notaries> {
  storeId ??= (await store.readAll(beginning, 1))[0]?.eventId;
  if (storeId === undefined) throw new Error('the event store is not founded');
  const key = new NotaryKey(keyRing.derive('notary'));
  const shared = { storeId, database, key, folder: checkpointFolder, logger };
  return {
    storeId,
    publicKey: key.publicKey,
    events: new Notary({ log: 'events', store, ...shared }),
    reads: new Notary({ log: 'reads', store: readLog, ...shared }),
  };
}
