import { Controller, Get, Param, Query } from '@nestjs/common';
import { caseRoles, CurrentCaller, Policy, type Caller, type Role } from '#access';
import { Problem } from '#kernel';
import { AnsweredBy } from '#projections';
import { MembersPage } from './members.answers.js';
import { MembersQueries } from './members.queries.js';
import { MembersRequest } from './members.requests.js';
import { organisationIn } from './organisation-in.js';

/** Who may see the members of every organisation. */
const everywhere = ['administrator', 'data-protection-officer'] as const satisfies readonly Role[];

/** Who works for an organisation. */
@Controller('organisations/:organisationId/members')
@AnsweredBy('members')
export class MembersController {
  constructor(private readonly queries: MembersQueries) {}

  /** The members of your organisation by name: those to whom a case can be given. Of every one for the administrator. */
  @Get()
  @Policy({ roles: [...caseRoles, ...everywhere], reads: 'Nothing' })
  list(
    @Param('organisationId') path: string,
    @Query() request: MembersRequest,
    @CurrentCaller() { organisationId, roles }: Caller,
  ): Promise<MembersPage> {
    const asked = organisationIn(path);
    if (asked !== organisationId && !everywhere.some((role) => roles.includes(role))) {
      throw new Problem('not-allowed', 'You may see the members of your own organisation only.');
    }
    return this.queries.list(asked, request);
  }
}
