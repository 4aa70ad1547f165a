import { useSyncExternalStore } from 'react';
import { queryClient } from '../app/query-client.js';
import { standingQuery } from '../app/session.js';
import { database, type EntryRow } from './database.js';
import { isUnfit, openerFor, sealFor, whenLocked } from './device-key.js';
import type { Content, Entry, EntryState } from './entry.js';

/** What waits on this device of who uses it now. */
export interface Outbox {
  /** Oldest first. */
  readonly entries: readonly Entry[];
  /** So many more are sealed, and cannot be opened now. */
  readonly locked: number;
  /** Nor ever: the key is lost. */
  readonly lost: boolean;
  readonly sending: boolean;
}

const empty: Outbox = { entries: [], locked: 0, lost: false, sending: false };
let outbox = empty;
const listeners = new Set<() => void>();

function publish(next: Partial<Outbox>): void {
  outbox = { ...outbox, ...next };
  listeners.forEach((listener) => listener());
}

const otherTabs = new BroadcastChannel('tirek.outbox');
otherTabs.addEventListener('message', () => void refreshOutbox());
whenLocked(() => void refreshOutbox());

/** Who uses this page, signed in or without network; undefined: nobody, or nobody knows yet. */
export function userNow(): string | undefined {
  const standing = queryClient.getQueryData(standingQuery.queryKey);
  if (standing?.kind === 'signed-in') return standing.session.user;
  return standing?.kind === 'offline' ? standing.user : undefined;
}

let latest = 0;

/** Reads again what waits; answers it. */
export async function refreshOutbox(): Promise<Outbox> {
  const turn = ++latest;
  const next = await read(userNow());
  // what was read meanwhile is newer
  if (turn === latest) publish(next);
  return outbox;
}

async function read(user: string | undefined): Promise<Partial<Outbox>> {
  if (user === undefined) return empty;
  const rows = await (await database()).getAllFromIndex('outbox', 'user', user);
  if (rows.length === 0) return { entries: [], locked: 0, lost: false };
  const open = await openerFor(user);
  if (!open) return { entries: [], locked: rows.length, lost: await isUnfit(user) };
  const read = await Promise.allSettled(
    rows.map(async ({ id, state, sealed }) => ({ id: id!, state, content: (await open(sealed)) as Content })),
  );
  const entries = read.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  const locked = rows.length - entries.length;
  return { entries, locked, lost: locked > 0 };
}

/** Says whether something is being sent. */
export const showSending = (sending: boolean): void => publish({ sending });

/** Keeps an entry sealed, a new one or in place of `id`. False: there is no key to seal it with. */
export async function keepEntry(user: string, content: Content, state: EntryState, id?: number): Promise<boolean> {
  const sealed = await sealFor(user, content);
  if (sealed === undefined) return false;
  const row: EntryRow = { user, state, sealed, ...(id === undefined ? {} : { id }) };
  await (await database()).put('outbox', row);
  await changed();
  return true;
}

/** Deletes an entry. */
export async function removeEntry(id: number): Promise<void> {
  await (await database()).delete('outbox', id);
  await changed();
}

/** Deletes the entries of a user that nothing can open any more. */
export async function removeLost(user: string): Promise<void> {
  const { entries } = await refreshOutbox();
  const readable = new Set(entries.map(({ id }) => id));
  const change = (await database()).transaction('outbox', 'readwrite');
  const ids = await change.store.index('user').getAllKeys(user);
  await Promise.all([...ids.filter((id) => !readable.has(id)).map((id) => change.store.delete(id)), change.done]);
  await changed();
}

async function changed(): Promise<void> {
  otherTabs.postMessage('changed');
  await refreshOutbox();
}

/** What waits on this device, kept up to date. */
export const useOutboxState = (): Outbox =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => outbox,
  );
