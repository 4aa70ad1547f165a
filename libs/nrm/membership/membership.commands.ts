import type { OrganisationType, Role } from '#nrm/codes';

/** Of whom something is asked, and by whom. */
interface AboutMember {
  readonly organisationId: string;
  readonly user: string;
  /** The user who asks for it. */
  readonly by: string;
}

/** Lets somebody work for an organisation. */
export interface InviteMember extends AboutMember {
  readonly type: 'InviteMember';
  readonly organisationType: OrganisationType;
  readonly roles: readonly Role[];
}

/** Says which roles a member has from now on. */
export interface ChangeMemberRoles extends AboutMember {
  readonly type: 'ChangeMemberRoles';
  readonly organisationType: OrganisationType;
  readonly roles: readonly Role[];
}

/** Ends a membership. */
export interface EndMembership extends AboutMember {
  readonly type: 'EndMembership';
  /** An outside issuer says who is a member: so it may be somebody whom nobody invited here. */
  readonly elsewhere: boolean;
}

/** What can be asked of `membership-{membershipId}`. */
export type MembershipCommand = InviteMember | ChangeMemberRoles | EndMembership;
