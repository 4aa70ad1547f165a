import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { derivedId } from '#kernel';
import { oversightRoles, type Role } from './roles.js';

/** Who is asking, as the signed token says. */
export interface Caller {
  readonly user: string;
  readonly organisationId: string;
  readonly roles: readonly Role[];
}

/** Whether the caller asks how the whole mechanism does. */
export const oversees = ({ roles }: Caller): boolean => oversightRoles.some((role) => roles.includes(role));

/** The id of the command that a caller sends under an Idempotency-Key: a repeat of the request is a repeat of the command. */
export const commandIdOf = ({ user, organisationId }: Caller, key: string): string =>
  derivedId('command', user, organisationId, key);

/** A request on which the access guard has put the caller. */
export interface CallerRequest {
  caller?: Caller;
  /** The one of the caller's roles by which the route let them in. */
  actingRole?: Role;
}

/** The caller of this request; the access guard has let it in. */
export const CurrentCaller = createParamDecorator((_: unknown, context: ExecutionContext): Caller => {
  const { caller } = context.switchToHttp().getRequest<CallerRequest>();
  if (!caller) throw new Error('a route without a caller asked for one: its policy must not be public');
  return caller;
});
