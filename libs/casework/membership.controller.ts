import { Body, Controller, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { CurrentCaller, MEMBERS, Policy, type Caller, type Members, type Role } from '#access';
import { Problem } from '#kernel';
import { organisationIn } from '#members';
import { membershipId, type MembershipCommand } from '#nrm/membership';
import { MemberAnswer, MemberInvitedAnswer } from './casework.answers.js';
import { Casework } from './casework.js';
import { Directory } from './directory.js';
import { CurrentInvocation, type Invocation } from './invocation.js';
import { MemberInvitations } from './member-invitations.js';
import { EndMembershipRequest, InviteMemberRequest, MemberRolesRequest, userIn } from './membership.requests.js';
import type { Handled } from './run-command.js';
import { membership } from './subjects.js';

/** Who says who works for an organisation: for every one the administrator, for their own those who lead it. */
const leadingRoles = ['police-supervisor', 'ngo-manager', 'administrator'] as const satisfies readonly Role[];

/** Who works for an organisation, in which roles. */
@Controller('organisations/:organisationId/members')
@Policy({ roles: leadingRoles })
export class MembershipController {
  constructor(
    private readonly casework: Casework,
    private readonly directory: Directory,
    private readonly invitations: MemberInvitations,
    @Inject(MEMBERS) private readonly members: Members,
  ) {}

  /**
   * Let somebody work for the organisation. Where this installation signs people in itself, and they have no account yet,
   * the answer has the link by which they make theirs: hand it to them in person, it is shown this once.
   */
  @Post()
  async invite(
    @Param('organisationId') path: string,
    @Body() { user, roles }: InviteMemberRequest,
    @CurrentCaller() caller: Caller,
    @CurrentInvocation() invocation: Invocation,
  ): Promise<MemberInvitedAnswer> {
    const { organisationId, type: organisationType } = await this.ledBy(caller, path);
    const member = { organisationId, user };
    await this.invitations.checkName(caller, member);
    const command = { type: 'InviteMember', organisationId, organisationType, user, roles, by: caller.user } as const;
    const { position } = await this.run(command, invocation);
    const invitation = await this.invitations.linkFor(caller, member, position);
    return invitation === undefined ? member : { ...member, invitation };
  }

  /** Say which roles a member has from now on. */
  @Post(':user/roles')
  @HttpCode(200)
  async changeRoles(
    @Param('organisationId') path: string,
    @Param('user') named: string,
    @Body() { roles }: MemberRolesRequest,
    @CurrentCaller() caller: Caller,
    @CurrentInvocation() invocation: Invocation,
  ): Promise<MemberAnswer> {
    const { organisationId, type: organisationType } = await this.ledBy(caller, path);
    const user = userIn(named);
    const command = {
      type: 'ChangeMemberRoles',
      organisationId,
      organisationType,
      user,
      roles,
      by: caller.user,
    } as const;
    await this.run(command, invocation);
    return { organisationId, user };
  }

  /** Somebody has left: they have no access any more, a quarter of a minute later at most. */
  @Post(':user/departure')
  @HttpCode(200)
  async end(
    @Param('organisationId') path: string,
    @Param('user') named: string,
    @Body() _body: EndMembershipRequest,
    @CurrentCaller() caller: Caller,
    @CurrentInvocation() invocation: Invocation,
  ): Promise<MemberAnswer> {
    const { organisationId } = await this.ledBy(caller, path);
    const user = userIn(named);
    const elsewhere = !this.members.kept;
    await this.run({ type: 'EndMembership', organisationId, user, by: caller.user, elsewhere }, invocation);
    return { organisationId, user };
  }

  /** The organisation of a path, if the caller may say who works there. */
  private async ledBy(caller: Caller, path: string) {
    const organisationId = organisationIn(path);
    if (!caller.roles.includes('administrator') && caller.organisationId !== organisationId) {
      throw new Problem('not-allowed', 'You may say who works for your own organisation only.');
    }
    return this.directory.get(organisationId);
  }

  private run(command: MembershipCommand, invocation: Invocation): Promise<Handled> {
    const id = membershipId(command.organisationId, command.user);
    return this.casework.run(membership, { id }, command, invocation);
  }
}
