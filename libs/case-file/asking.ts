import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { hasFreshSecondFactor, type Caller, type CallerRequest, type Purpose, type Role } from '#access';

/** Who asks, by which of their roles, for what, and how surely it is they. */
export interface Asking {
  readonly caller: Caller;
  readonly role: Role;
  readonly purpose: Purpose;
  /** A second factor was shown lately. */
  readonly secondFactor: boolean;
}

/** Who asks in this request; the access guard has let them in. */
export function askingIn({ caller, actingRole, purpose }: CallerRequest): Asking {
  if (!caller || !actingRole || !purpose) throw new Error('nobody was let in on this route by the access guard');
  return { caller, role: actingRole, purpose, secondFactor: hasFreshSecondFactor(caller) };
}

/** Who asks in this request, for the disclosure policy. */
export const CurrentAsking = createParamDecorator((_: unknown, context: ExecutionContext): Asking =>
  askingIn(context.switchToHttp().getRequest<CallerRequest>()),
);
