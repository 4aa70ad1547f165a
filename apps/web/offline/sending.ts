import type { CaseAnswer, SessionAnswer } from '../api/answers.js';
import { get, send } from '../api/client.js';
import { ApiProblem } from '../api/problem.js';
import { queryClient } from '../app/query-client.js';
import { standingQuery } from '../app/session.js';
import { standsAs } from './basis.js';
import { unlockDevice } from './device-key.js';
import { against, restOf, verdictOn, type Content, type Entry } from './entry.js';
import { keepEntry, refreshOutbox, removeEntry, showSending, userNow } from './outbox-store.js';

/** It is tried again after so long, in ms; twice as long each time, up to the longest. */
const shortest = 5_000;
const longest = 120_000;
/** What is open here is looked at so often: unused, it is locked. */
const look = 60_000;

/** Asks again who uses this page, and so whether the network is there. */
export const askStanding = (): Promise<void> => queryClient.invalidateQueries({ queryKey: standingQuery.queryKey });

/** Sends what waits, in order, one tab at a time. Whether nothing is left that could be sent later by itself. */
export function sendWaiting(): Promise<boolean> {
  return navigator.locks.request('tirek.outbox', async () => {
    const user = userNow();
    const { entries } = await refreshOutbox();
    if (user === undefined || entries.every(({ state }) => state !== 'Waiting')) return true;
    showSending(true);
    try {
      return await sendInOrder(user, entries);
    } finally {
      showSending(false);
    }
  });
}

async function sendInOrder(user: string, entries: readonly Entry[]): Promise<boolean> {
  const held = new Set<string | undefined>();
  let complete = true;
  let sent = 0;
  for (const entry of entries) {
    const { chain } = entry.content;
    if (entry.state !== 'Waiting' || (chain !== undefined && held.has(chain))) {
      held.add(chain);
      continue;
    }
    // somebody else may have signed in meanwhile: this is not theirs to send
    const outcome = userNow() === user ? await attempt(user, entry) : 'SignIn';
    if (outcome === 'Sent') {
      sent++;
      continue;
    }
    held.add(chain);
    if (outcome === 'NotYet') complete = false;
    if (outcome === 'NoWay' || outcome === 'SignIn') {
      complete = false;
      void askStanding();
      break;
    }
  }
  if (sent > 0) await queryClient.invalidateQueries();
  return complete;
}

/** All of an entry is stored, with what the first of it was answered; or so much is left, for a reason. */
export type Outcome<T> = { readonly sent: T } | { readonly left: Content; readonly problem: ApiProblem };

/** Sends everything of an entry, in order. */
export async function sendWhole<T>(content: Content): Promise<Outcome<T>> {
  const answers: T[] = [];
  for (let left: Content | undefined = content; left !== undefined; left = restOf(left)) {
    try {
      answers.push(await sendUpon<T>(left));
    } catch (problem) {
      if (!(problem instanceof ApiProblem)) throw problem;
      return { left, problem };
    }
  }
  return { sent: answers[0]! };
}

/** Whatever happened to the case since is no conflict where all that its writer goes by stands as it did. Throws ApiProblem. */
async function sendUpon<T>({ goesBy, chain, ...content }: Content): Promise<T> {
  try {
    return await send<T>(content);
  } catch (error) {
    if (!(error instanceof ApiProblem && error.kind === 'stale') || goesBy === undefined) throw error;
    const { data, etag } = await get<CaseAnswer>(`/cases/${chain}`);
    if (!standsAs(goesBy, data)) throw error;
    return send<T>({ ...content, ifMatch: etag });
  }
}

async function attempt(user: string, { id, content }: Entry) {
  const outcome = await sendWhole(content);
  if ('left' in outcome) {
    const { left, problem } = outcome;
    const verdict = verdictOn(problem);
    // what was stored before it is not asked about again
    if (verdict === 'Conflict' || verdict === 'Refused') await keepEntry(user, against(left, problem), verdict, id);
    return verdict;
  }
  // only now: whatever happens before that, it is sent again under the same key, and stored once
  await removeEntry(id);
  return 'Sent';
}

let again: () => void = () => undefined;

/** Something new waits. */
export const sendSoon = (): void => again();

/** Sends what waits while the page is open, as soon as it can be: with a session, or else it asks for one. */
export function keepSending(session: SessionAnswer | undefined): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let wait = shortest;
  let ended = false;
  const round = async (): Promise<boolean> => {
    if (session === undefined) {
      await askStanding();
      return false;
    }
    await unlockDevice(session.user, Date.parse(session.until ?? new Date().toISOString()));
    return sendWaiting();
  };
  const go = async () => {
    clearTimeout(timer);
    const complete = await round().catch((error: unknown) => {
      if (error instanceof ApiProblem) return false;
      throw error;
    });
    if (ended || complete) return;
    timer = setTimeout(() => void go(), wait);
    wait = Math.min(longest, wait * 2);
  };
  const now = () => {
    wait = shortest;
    void go();
  };
  const network = () => void askStanding().then(now);
  again = now;
  addEventListener('online', network);
  addEventListener('offline', network);
  const watch = setInterval(() => void refreshOutbox(), look);
  void refreshOutbox();
  if (session === undefined) timer = setTimeout(() => void go(), wait);
  else void go();
  return () => {
    ended = true;
    again = () => undefined;
    clearTimeout(timer);
    clearInterval(watch);
    removeEventListener('online', network);
    removeEventListener('offline', network);
  };
}
