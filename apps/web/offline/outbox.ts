import { ApiProblem } from '../api/problem.js';
import { queryClient } from '../app/query-client.js';
import { standingQuery } from '../app/session.js';
import { against, verdictOn, type Content, type Entered, type EntryState } from './entry.js';
import { keepEntry, refreshOutbox, useOutboxState, userNow } from './outbox-store.js';
import { askStanding, sendSoon, sendWaiting, sendWhole } from './sending.js';

export type { Entered, EnteredRow, Entry, EntryKind } from './entry.js';

/** It is stored, or waits on this device. */
export type Written<T> = { readonly sent: T } | { readonly queued: true };

/**
 * Sends it at once, or keeps it sealed on this device until the network is back or its writer signs in again. What
 * belongs to the same chain is sent in order. Throws ApiProblem when the API refuses it, or nothing can be kept here.
 */
export async function write<T>(entered: Entered): Promise<Written<T>> {
  const content = contentOf(entered);
  const standing = await queryClient.ensureQueryData(standingQuery);
  const { entries } = await refreshOutbox();
  const follows = content.chain !== undefined && entries.some((entry) => entry.content.chain === content.chain);
  if (standing.kind === 'offline' || follows) return keep(content);
  const user = userNow();
  try {
    return { sent: await sendWhole<T>(content) };
  } catch (error) {
    if (!(error instanceof ApiProblem)) throw error;
    const waits = error.kind === 'no-network' || verdictOn(error) === 'SignIn';
    if (!waits) throw error;
    const kept = await keep(content, user, error);
    void askStanding();
    return kept;
  }
}

/** Puts aside what the API says is stale, so that its writer sees both versions and decides. False: nothing can be kept here. */
export const setAside = async (entered: Entered, problem: ApiProblem): Promise<boolean> =>
  store(against(contentOf(entered), problem), 'Conflict', userNow());

const contentOf = (entered: Entered): Content => ({
  ...entered,
  idempotencyKey: entered.idempotencyKey ?? crypto.randomUUID(),
  enteredAt: new Date().toISOString(),
});

async function keep(
  content: Content,
  user = userNow(),
  problem = new ApiProblem('no-network', 0),
): Promise<{ queued: true }> {
  if (!(await store(content, 'Waiting', user))) throw problem;
  // what waits here is not thrown away when the device is short of space
  void navigator.storage.persist();
  sendSoon();
  return { queued: true };
}

const store = async (content: Content, state: EntryState, user: string | undefined): Promise<boolean> =>
  user !== undefined && keepEntry(user, content, state);

/** How many entries wait on this device, and a way to send them all now: whether nothing is left. */
export function useOutbox(): { readonly waiting: number; sendAll(): Promise<boolean> } {
  const { entries, locked } = useOutboxState();
  return { waiting: entries.length + locked, sendAll };
}

async function sendAll(): Promise<boolean> {
  await sendWaiting();
  const { entries, locked } = await refreshOutbox();
  return entries.length + locked === 0;
}
