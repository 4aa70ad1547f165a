import { Type } from 'typebox';
import { defineEvent, derivedId, type EventOf } from '#kernel';
import { code, roles, uuid } from '#nrm/codes';

/** How a user is called: as in the claim `sub` of their tokens. `client:` begins the names of other systems. */
export const userNamePattern = '^(?!client:)[A-Za-z0-9][A-Za-z0-9._:|+@-]{0,99}$';

const member = { organisationId: uuid, user: Type.String({ pattern: userNamePattern }) };
const granted = { ...member, roles: Type.Array(code(roles), { minItems: 1 }) };

/** Somebody works for an organisation from now on, in these roles. */
export const MemberInvited = defineEvent('MemberInvited', granted);

/** The roles of a member changed: all of them as they are now. */
export const MemberRolesChanged = defineEvent('MemberRolesChanged', granted);

/** Somebody works for an organisation no more. */
export const MemberLeft = defineEvent('MemberLeft', member);

export const membershipEvents = [MemberInvited, MemberRolesChanged, MemberLeft] as const;
export type MembershipEvent = EventOf<(typeof membershipEvents)[number]>;

/** The id of one user's membership of one organisation: its stream is `membership-{id}`. */
export const membershipId = (organisationId: string, user: string): string =>
  derivedId('membership', organisationId, user);
