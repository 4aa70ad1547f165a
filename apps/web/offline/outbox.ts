import { ApiProblem } from '../api/problem.js';
import { queryClient } from '../app/query-client.js';
import { standingQuery } from '../app/session.js';
import { openerFor } from './device-key.js';
import { against, verdictOn, type Content, type Entered, type EntryState } from './entry.js';
import { keepEntry, refreshOutbox, useOutboxState, userNow } from './outbox-store.js';
import { askStanding, sendSoon, sendWaiting, sendWhole } from './sending.js';

export type { Entered, EnteredRow, Entry, EntryKind } from './entry.js';

/** It is stored, or waits on this device; `aside`: it waits there for its writer to decide. */
export type Written<T> = { readonly sent: T } | { readonly queued: true } | { readonly aside: true };

/**
 * Sends it at once, or keeps it sealed on this device until the network is back or its writer signs in again. What
 * belongs to the same chain is sent in order. What the case has changed under is put aside, and what is refused of an entry
 * that is stored in part. Throws ApiProblem when the API refuses it, or nothing can be kept here.
 */
export async function write<T>(entered: Entered): Promise<Written<T>> {
  const content = contentOf(entered);
  const standing = await queryClient.ensureQueryData(standingQuery);
  const { entries } = await refreshOutbox();
  const follows = content.chain !== undefined && entries.some((entry) => entry.content.chain === content.chain);
  if (standing.kind === 'offline' || follows) return keep(content);
  const user = userNow();
  const outcome = await sendWhole<T>(content);
  if ('sent' in outcome) return outcome;
  const { left, problem } = outcome;
  const verdict = verdictOn(problem);
  const begun = left !== content;
  const decided = verdict === 'Conflict' || verdict === 'Refused';
  if (problem.kind === 'no-network' || verdict === 'SignIn' || (begun && !decided)) {
    const kept = await keep(left, user, problem);
    void askStanding();
    return kept;
  }
  // a conflict is decided upon where both versions are shown; of what is stored in part only the rest can be mended
  const aside = decided && (begun || verdict === 'Conflict');
  if (aside && (await store(against(left, problem), verdict, user))) return { aside: true };
  throw problem;
}

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
  // what is locked opens for no other than its user: whoever writes now may be somebody else
  const isOpen = user !== undefined && (await openerFor(user)) !== undefined;
  if (!(await store(content, isOpen ? 'Waiting' : 'Unseen', user))) throw problem;
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
