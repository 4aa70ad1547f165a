import { againstRule, unknownItem, wrongState, type Decider, type Decision, type Refusal } from '#kernel';
import { codeSet, rolesOfOrganisation, type OrganisationType, type Role } from '#nrm/codes';
import type { ChangeMemberRoles, EndMembership, InviteMember, MembershipCommand } from './membership.commands.js';
import type { MembershipEvent } from './membership.events.js';

/** Never: nobody was invited. Living: a member, with these roles. Left: was one. */
export type MembershipState =
  { readonly status: 'Never' | 'Left' } | { readonly status: 'Living'; readonly roles: readonly Role[] };

/** Refuses roles that an organisation of this type has no members in. */
function checkRoles(roles: readonly Role[], type: OrganisationType): Refusal | undefined {
  const possible = rolesOfOrganisation[type];
  if (roles.length === 0) return againstRule('A member has a role, at least one.', '/roles');
  if (roles.every((role) => possible.includes(role))) return undefined;
  const named = possible.join(' or ');
  const detail =
    possible.length === 0
      ? 'An organisation of this type has no members here.'
      : `In an organisation of this type members are ${named}.`;
  return againstRule(detail, '/roles');
}

/** Nobody gives themselves rights, and the last administrator cannot lock everybody out by leaving. */
const notOneself = ({ user, by }: { user: string; by: string }): Refusal | undefined =>
  user === by ? againstRule('Somebody else must do this: nobody changes their own membership.') : undefined;

const notMember = (state: MembershipState): Refusal =>
  state.status === 'Left'
    ? wrongState('This user has left the organisation; invite them again.')
    : unknownItem('The organisation has no member of this name.');

function invite(command: InviteMember, state: MembershipState): Decision<MembershipEvent> {
  const { organisationId, organisationType, user, roles } = command;
  if (state.status === 'Living') return wrongState('This user is a member of the organisation already.');
  return (
    notOneself(command) ??
    checkRoles(roles, organisationType) ?? [
      { type: 'MemberInvited', data: { organisationId, user, roles: codeSet(roles) } },
    ]
  );
}

function changeRoles(command: ChangeMemberRoles, state: MembershipState): Decision<MembershipEvent> {
  const { organisationId, organisationType, user, roles } = command;
  if (state.status !== 'Living') return notMember(state);
  const refusal = notOneself(command) ?? checkRoles(roles, organisationType);
  if (refusal) return refusal;
  const changed = codeSet(roles);
  if (changed.join() === state.roles.join()) return [];
  return [{ type: 'MemberRolesChanged', data: { organisationId, user, roles: changed } }];
}

function end(command: EndMembership, state: MembershipState): Decision<MembershipEvent> {
  const { organisationId, user, elsewhere } = command;
  const mayBeMember = state.status === 'Living' || (state.status === 'Never' && elsewhere);
  if (!mayBeMember) return notMember(state);
  return notOneself(command) ?? [{ type: 'MemberLeft', data: { organisationId, user } }];
}

function decide(command: MembershipCommand, state: MembershipState): Decision<MembershipEvent> {
  switch (command.type) {
    case 'InviteMember':
      return invite(command, state);
    case 'ChangeMemberRoles':
      return changeRoles(command, state);
    case 'EndMembership':
      return end(command, state);
    default:
      return command satisfies never;
  }
}

function evolve(_: MembershipState, event: MembershipEvent): MembershipState {
  switch (event.type) {
    case 'MemberInvited':
    case 'MemberRolesChanged':
      return { status: 'Living', roles: event.data.roles };
    case 'MemberLeft':
      return { status: 'Left' };
    default:
      return event satisfies never;
  }
}

/** One user in one organisation, stream `membership-{membershipId}`: invited, roles changed, left, invited again. */
export const membershipDecider: Decider<MembershipCommand, MembershipEvent, MembershipState> = {
  initialState: { status: 'Never' },
  evolve,
  decide,
};
