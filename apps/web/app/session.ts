import { queryOptions, useQuery, useSuspenseQuery } from '@tanstack/react-query';
import type { SessionAnswer, SignedOutAnswer } from '../api/answers.js';
import { get, send, sendAtLast, writeWith } from '../api/client.js';
import { ApiProblem } from '../api/problem.js';
import type { Role } from '../codes.js';
import { isThere, wipe } from '../offline/database.js';
import { lockDevice } from '../offline/device-key.js';
import { rememberWho, whoWasHere, type Who } from '../offline/who.js';
import { forgetAddress } from './address.js';

/** Who uses this page. `offline`: the network is gone; who signed in last on this device may still write, to be sent later. */
export type Standing =
  | { readonly kind: 'signed-in'; readonly session: SessionAnswer }
  | {
      readonly kind: 'offline';
      readonly user: string;
      readonly organisationId: string;
      readonly roles: readonly string[];
    }
  | { readonly kind: 'nobody' };

/** The query of who uses this page; asked at the start, again when the network is back, and after a 401. */
export const standingQuery = queryOptions({
  queryKey: ['standing'],
  queryFn: async (): Promise<Standing> => {
    try {
      await endSessionThatWasLeft();
      const { data } = await get<SessionAnswer>('/session');
      const who = { user: data.user, organisationId: data.organisationId, roles: data.roles };
      await take(who);
      await rememberWho(who);
      writeWith(data.csrfToken);
      tellOtherTabs(data.user);
      return { kind: 'signed-in', session: data };
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error;
      if (error.kind === 'not-signed-in') {
        if (await isThere()) await lockDevice();
        tellOtherTabs(undefined);
        return { kind: 'nobody' };
      }
      const who = error.passes ? await whoWasHere() : undefined;
      if (who === undefined) throw error;
      await take(who);
      return { kind: 'offline', ...who };
    }
  },
  staleTime: Infinity,
  gcTime: Infinity,
  retry: false,
});

/** Whose this page is, once that is known. */
let usedBy: string | undefined;

/**
 * Takes this page for somebody. What it holds of who used it before, or this device before, is not theirs: everything is
 * loaded anew, and no write of the one goes with the session of the other.
 */
async function take(who: Who): Promise<void> {
  const before = usedBy ?? (await whoWasHere())?.user;
  if (before !== undefined && before !== who.user) {
    await lockDevice();
    await rememberWho(who);
    forgetAddress();
    location.reload();
    await new Promise(() => undefined);
  }
  usedBy = who.user;
}

/** Between the tabs of this browser: `changed`: another one is signed in, or nobody; `left`: quick exit. */
const tabs = new BroadcastChannel('tirek.session');
type News = 'changed' | 'left';
let told: string | undefined;

/** Calls back when another tab says that who is signed in has changed, or that somebody left by quick exit. */
export function onNews(news: News, act: () => void): () => void {
  const listener = ({ data }: MessageEvent<News>) => {
    if (data === news) act();
  };
  tabs.addEventListener('message', listener);
  return () => tabs.removeEventListener('message', listener);
}

function tellOtherTabs(user: string | undefined): void {
  if (user !== told) tabs.postMessage('changed' satisfies News);
  told = user;
}

/** Set while the session of this browser is to end and the server does not know it yet: there was no network. */
const left = 'tirek.left';

/** Locks everything here and ends the session without waiting for it; where there is no network, as soon as there is. */
export async function leaveAtOnce(): Promise<void> {
  forgetAddress();
  localStorage.setItem(left, '');
  tabs.postMessage('left' satisfies News);
  sendAtLast('/session/sign-out');
  await lockDevice();
}

async function endSessionThatWasLeft(): Promise<void> {
  if (localStorage.getItem(left) === null) return;
  try {
    const { data } = await get<SessionAnswer>('/session');
    writeWith(data.csrfToken);
    await send({ path: '/session/sign-out', body: {}, idempotencyKey: crypto.randomUUID() });
  } catch (error) {
    if (!(error instanceof ApiProblem && error.kind === 'not-signed-in')) throw error;
  }
  localStorage.removeItem(left);
}

/** Who uses this page; while it is asked, undefined. */
export const useStanding = () => useQuery(standingQuery);

/** Who uses this page, within what is shown only to somebody. */
export function useMe(): { readonly user: string; readonly organisationId: string; readonly roles: readonly Role[] } {
  const { data } = useSuspenseQuery(standingQuery);
  if (data.kind === 'nobody') throw new ApiProblem('not-signed-in', 401);
  const { user, organisationId, roles } = data.kind === 'signed-in' ? data.session : data;
  return { user, organisationId, roles: roles as Role[] };
}

/** Goes to the issuer to sign in, and comes back. */
export function signIn(): void {
  location.replace('/api/v1/session/sign-in');
}

/**
 * Goes to the issuer to show a second factor anew, and comes back to where one is: this tab knows it, so that no case
 * stands in an address, which browsers remember.
 */
export function showSecondFactor(): void {
  location.replace('/api/v1/session/second-factor');
}

/**
 * Ends the session, or every one on every device, deletes what this device keeps, and goes to where the issuer ends its
 * own session. Without network, or when the session has ended, this device is cleared all the same. Throws ApiProblem.
 */
export async function signOut(everywhere: boolean): Promise<void> {
  const endSession = await endSessionNow(everywhere);
  tabs.postMessage('changed' satisfies News);
  forgetAddress();
  await wipe();
  location.replace(endSession ?? '/');
}

async function endSessionNow(everywhere: boolean): Promise<string | undefined> {
  const path = everywhere ? '/session/sign-out-everywhere' : '/session/sign-out';
  try {
    return (await send<SignedOutAnswer>({ path, body: {}, idempotencyKey: crypto.randomUUID() })).endSession;
  } catch (error) {
    if (!(error instanceof ApiProblem)) throw error;
    // of other devices nobody may believe that they are signed out when they are not
    if (error.kind === 'no-network' && !everywhere) localStorage.setItem(left, '');
    else if (error.kind !== 'not-signed-in') throw error;
    return undefined;
  }
}
