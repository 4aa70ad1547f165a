import { queryOptions, useQuery, useSuspenseQuery } from '@tanstack/react-query';
import type { SessionAnswer, SignedOutAnswer } from '../api/answers.js';
import { get, send, writeWith } from '../api/client.js';
import { ApiProblem } from '../api/problem.js';
import type { Role } from '../codes.js';
import { rememberWho, whoWasHere } from '../offline/who.js';

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

const standing = queryOptions({
  queryKey: ['standing'],
  queryFn: async (): Promise<Standing> => {
    try {
      const { data } = await get<SessionAnswer>('/session');
      await rememberWho({ user: data.user, organisationId: data.organisationId, roles: data.roles });
      writeWith(data.csrfToken);
      return { kind: 'signed-in', session: data };
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error;
      if (error.kind === 'not-signed-in') return { kind: 'nobody' };
      const who = error.passes ? await whoWasHere() : undefined;
      if (who === undefined) throw error;
      return { kind: 'offline', ...who };
    }
  },
  staleTime: Infinity,
  gcTime: Infinity,
  retry: false,
});

/** The query of who uses this page; asked at the start, again when the network is back, and after a 401. */
export const standingQuery = standing;

/** Who uses this page; while it is asked, undefined. */
export const useStanding = () => useQuery(standing);

/** Who uses this page, within what is shown only to somebody. */
export function useMe(): { readonly user: string; readonly organisationId: string; readonly roles: readonly Role[] } {
  const { data } = useSuspenseQuery(standing);
  if (data.kind === 'nobody') throw new ApiProblem('not-signed-in', 401);
  const { user, organisationId, roles } = data.kind === 'signed-in' ? data.session : data;
  return { user, organisationId, roles: roles as Role[] };
}

/** Goes to the issuer to sign in, and comes back to `path`. */
export function signIn(path = '/'): void {
  location.replace(`/api/v1/session/sign-in?${new URLSearchParams({ return: path })}`);
}

/** Goes to the issuer to show a second factor anew, and comes back to `path`. */
export function showSecondFactor(path: string): void {
  location.replace(`/api/v1/session/second-factor?${new URLSearchParams({ return: path })}`);
}

/**
 * Ends the session, or every one on every device, deletes what this device keeps, and goes to where the issuer ends its
 * own session.
 */
export async function signOut(wipe: () => Promise<void>, everywhere: boolean): Promise<void> {
  const { endSession } = await send<SignedOutAnswer>({
    path: everywhere ? '/session/sign-out-everywhere' : '/session/sign-out',
    body: {},
    idempotencyKey: crypto.randomUUID(),
  });
  await wipe();
  location.replace(endSession ?? '/');
}
