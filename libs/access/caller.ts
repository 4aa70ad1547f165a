import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { derivedId, Problem } from '#kernel';
import type { Purpose } from './purposes.js';
import { oversightRoles, type Role } from './roles.js';
import type { Session } from './session/sessions.js';

/** Who is asking, as the signed token says. */
export interface Caller {
  readonly user: string;
  readonly organisationId: string;
  readonly roles: readonly Role[];
  /** When they showed a second factor to the issuer, in milliseconds since 1970; Infinity: it need not be shown. */
  readonly secondFactorAt?: number;
  /** For how long that counts; absent: 15 minutes. */
  readonly secondFactorMinutes?: number;
  /** When the sign-in behind the token was, in milliseconds since 1970. */
  readonly signedInAt?: number;
  /** Of another system, whose user name begins with `client:`: what it may do (scopes.ts). A person needs none. */
  readonly scopes?: readonly string[];
}

/** Whether the caller showed a second factor lately: asked for before anything that identifies a person. `now`: milliseconds. */
export const hasFreshSecondFactor = (
  { secondFactorAt, secondFactorMinutes = 15 }: Caller,
  now: Date | number = Date.now(),
): boolean => secondFactorAt !== undefined && Number(now) - secondFactorAt < secondFactorMinutes * 60_000;

/** Refuses a caller who showed no second factor lately (Problem `not-allowed`). */
export function insistOnFreshSecondFactor(caller: Caller): void {
  if (!hasFreshSecondFactor(caller)) throw new Problem('not-allowed', 'This needs a fresh second factor.');
}

/** Whether the caller asks how the whole mechanism does. */
export const oversees = ({ roles }: Caller): boolean => oversightRoles.some((role) => roles.includes(role));

/** The id of the command that a caller sends under an Idempotency-Key: a repeat of the request is a repeat of the command. */
export const commandIdOf = ({ user, organisationId }: Caller, key: string): string =>
  derivedId('command', user, organisationId, key);

/** A request on which the access guard has put the caller. */
export interface CallerRequest {
  caller?: Caller;
  /** The session of the browser that it came with; absent: it came with an access token. */
  session?: Session;
  /** The one of the caller's roles by which the route let them in. */
  actingRole?: Role;
  /** What the caller asks for. */
  purpose?: Purpose;
}

/** The caller of this request; the access guard has let it in. */
export const CurrentCaller = createParamDecorator((_: unknown, context: ExecutionContext): Caller => {
  const { caller } = context.switchToHttp().getRequest<CallerRequest>();
  if (!caller) throw new Error('a route without a caller asked for one: its policy must not be public');
  return caller;
});
