import * as fc from 'fast-check';
import { organisationTypes, roles, rolesOfOrganisation } from '#nrm/codes';
import { given } from '../../kernel/decider.testing.js';
import { anyId, holdsForAnyHistory, id } from '../any-history.testing.js';
import { membershipDecider, membershipEvents, type MembershipCommand, type MembershipEvent } from './index.js';

const about = { organisationId: id(1), user: 'aizada', by: 'admin' };
const invite: MembershipCommand = {
  type: 'InviteMember',
  ...about,
  organisationType: 'NGO',
  roles: ['ngo-manager', 'ngo-caseworker', 'ngo-manager'],
};
const change: MembershipCommand = {
  type: 'ChangeMemberRoles',
  ...about,
  organisationType: 'NGO',
  roles: ['ngo-caseworker'],
};
const end: MembershipCommand = { type: 'EndMembership', elsewhere: false, ...about };
const data = { organisationId: id(1), user: 'aizada' };
const invited: MembershipEvent = {
  type: 'MemberInvited',
  data: { ...data, roles: ['ngo-caseworker', 'ngo-manager'] },
};
const changed: MembershipEvent = { type: 'MemberRolesChanged', data: { ...data, roles: ['ngo-caseworker'] } };
const left: MembershipEvent = { type: 'MemberLeft', data };

describe('inviting somebody', () => {
  it('keeps the roles in order, each once', () => given(membershipDecider, []).when(invite).then([invited]));
  it('happens once', () => given(membershipDecider, [invited]).when(invite).refused('wrong-state'));
  it('is possible again after they left', () => given(membershipDecider, [invited, left]).when(invite).then([invited]));

  it('gives roles of the kind of organisation only', () => {
    for (const organisationType of organisationTypes) {
      for (const role of roles) {
        const when = given(membershipDecider, []).when({ ...invite, organisationType, roles: [role] });
        if (rolesOfOrganisation[organisationType].includes(role)) expect(when.decision).toHaveLength(1);
        else when.refused('rule', '/roles');
      }
    }
  });

  it('gives one role at least', () =>
    given(membershipDecider, [])
      .when({ ...invite, roles: [] })
      .refused('rule', '/roles'));
});

describe('changing the roles of a member', () => {
  it('says all of them as they are now', () => given(membershipDecider, [invited]).when(change).then([changed]));
  it('to what they were is nothing', () => given(membershipDecider, [invited, changed]).when(change).nothing());
  it('needs a member', () => given(membershipDecider, []).when(change).refused('unknown-item'));
  it('needs one who has not left', () => given(membershipDecider, [invited, left]).when(change).refused('wrong-state'));
  it('gives roles of the kind of organisation only', () =>
    given(membershipDecider, [invited])
      .when({ ...change, roles: ['administrator'] })
      .refused('rule', '/roles'));
});

describe('leaving', () => {
  it('ends the membership', () => given(membershipDecider, [invited]).when(end).then([left]));
  it('happens once', () => given(membershipDecider, [invited, left]).when(end).refused('wrong-state'));
  it('needs a member', () => given(membershipDecider, []).when(end).refused('unknown-item'));

  describe('where an outside issuer says who is a member', () => {
    const there = { ...end, elsewhere: true };
    it('needs nobody to have invited them', () => given(membershipDecider, []).when(there).then([left]));
    it('happens once', () => given(membershipDecider, [left]).when(there).refused('wrong-state'));
    it('is undone by an invitation', () => given(membershipDecider, [left]).when(invite).then([invited]));
  });
});

describe('nobody', () => {
  it.each([
    [invite, []],
    [change, [invited]],
    [end, [invited]],
  ] as const)('changes their own membership: $type', (command, history) =>
    given(membershipDecider, history)
      .when({ ...command, by: command.user })
      .refused('rule'),
  );
});

const anyMember = { organisationId: anyId, user: fc.constant('aizada'), by: fc.constantFrom('admin', 'aizada') };
const granting = {
  ...anyMember,
  organisationType: fc.constantFrom('NGO' as const, 'LawEnforcement' as const),
  roles: fc.array(fc.constantFrom('ngo-manager' as const, 'ngo-caseworker' as const, 'police-officer' as const), {
    maxLength: 3,
  }),
};
const anyCommand: fc.Arbitrary<MembershipCommand> = fc.oneof(
  fc.record({ type: fc.constant('InviteMember' as const), ...granting }),
  fc.record({ type: fc.constant('ChangeMemberRoles' as const), ...granting }),
  fc.record({ type: fc.constant('EndMembership' as const), elsewhere: fc.boolean(), ...anyMember }),
);

describe('any history of a membership', () => {
  it('has an invitation after each departure, and a departure but at the beginning only of a member', () =>
    holdsForAnyHistory(membershipDecider, membershipEvents, anyCommand, (history) => {
      let living = false;
      history.forEach(({ type }, index) => {
        if (index > 0 || type !== 'MemberLeft') expect(type === 'MemberInvited').toBe(!living);
        living = type !== 'MemberLeft';
      });
    }));
});
