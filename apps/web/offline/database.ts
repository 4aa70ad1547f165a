import { deleteDB, openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { JWK } from 'jose';
import type { EntryState } from './entry.js';

const name = 'tirek';

/** The key pair of one user on this device. What is kept is sealed to its public half. */
export interface DeviceKey {
  readonly publicHalf: JWK;
  /** The private half, sealed with a secret that only the server gives, to this user. */
  readonly privateHalf: string;
  /** The private half, while the session lasts and somebody uses the page. */
  readonly open?: { readonly key: CryptoKey; readonly sessionEnds: number; readonly until: number };
  /** The server's secret does not fit it any more: what is sealed to it stays sealed for ever. */
  readonly unfit?: true;
}

/** An entry as it lies on the device: whose it is, and whether it waits. Everything else is sealed. */
export interface EntryRow {
  readonly id?: number;
  readonly user: string;
  readonly state: EntryState;
  readonly sealed: string;
}

/** What is kept on this device. Nothing in it tells of a person in clear. */
export interface DeviceDatabase extends DBSchema {
  /** Who used it last. */
  who: { key: 'who'; value: { user: string; organisationId: string; roles: string[] } };
  /** Which device this is: a random id. */
  device: { key: 'id'; value: string };
  keys: { key: string; value: DeviceKey };
  outbox: { key: number; value: EntryRow; indexes: { user: string } };
  /** Forms that somebody has begun, by user and form. */
  drafts: { key: [user: string, form: string]; value: string };
  /** What forms need without network, the same for everybody: no personal data. */
  reference: { key: string; value: unknown };
}

let opened: Promise<IDBPDatabase<DeviceDatabase>> | undefined;
let wiped = false;

/** The database of this device. */
export function database(): Promise<IDBPDatabase<DeviceDatabase>> {
  // whoever signed out leaves this page: nothing may make the database anew before that
  if (wiped) return new Promise(() => undefined);
  opened ??= openDB<DeviceDatabase>(name, 1, {
    upgrade(database) {
      database.createObjectStore('who');
      database.createObjectStore('device');
      database.createObjectStore('keys');
      database.createObjectStore('outbox', { keyPath: 'id', autoIncrement: true }).createIndex('user', 'user');
      database.createObjectStore('drafts');
      database.createObjectStore('reference');
    },
    // another tab deletes it, or has a newer version of it
    blocking(_current, _blocked, event) {
      (event.target as IDBDatabase).close();
      opened = undefined;
    },
    terminated() {
      opened = undefined;
    },
  });
  return opened;
}

/** Whether anything is kept on this device. */
export const isThere = async (): Promise<boolean> => (await indexedDB.databases()).some((one) => one.name === name);

/**
 * Deletes everything that is kept here of who used it last; where nobody else has begun or written something here, the
 * database itself.
 */
export async function wipe(): Promise<void> {
  const device = await database();
  const user = (await device.get('who', 'who'))?.user ?? '';
  const others =
    (await device.getAll('outbox')).some((row) => row.user !== user) ||
    (await device.getAllKeys('drafts')).some(([of]) => of !== user);
  wiped = true;
  opened = undefined;
  if (!others) {
    device.close();
    await deleteDB(name);
    return;
  }
  const change = device.transaction(['who', 'keys', 'outbox', 'drafts'], 'readwrite');
  const mine = await change.objectStore('outbox').index('user').getAllKeys(user);
  await Promise.all([
    change.objectStore('who').clear(),
    change.objectStore('keys').delete(user),
    ...mine.map((id) => change.objectStore('outbox').delete(id)),
    change.objectStore('drafts').delete(draftsOf(user)),
    change.done,
  ]);
}

/** All drafts of a user. */
export const draftsOf = (user: string): IDBKeyRange => IDBKeyRange.bound([user], [user, []]);
