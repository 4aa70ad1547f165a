import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { Policy } from '#access';
import { organisationIn } from '#members';
import { OrganisationAnswer } from './casework.answers.js';
import { Casework } from './casework.js';
import { OrganisationDetailsRequest, RegisterOrganisationRequest } from './directory.requests.js';
import { CurrentInvocation, madeId, type Invocation } from './invocation.js';
import { organisation } from './subjects.js';

/** The organisations of the mechanism and their services. Finding them is `GET /organisations`. */
@Controller('organisations')
@Policy({ roles: ['administrator'] })
export class DirectoryController {
  constructor(private readonly casework: Casework) {}

  /** Register an organisation. */
  @Post()
  async register(
    @Body() body: RegisterOrganisationRequest,
    @CurrentInvocation() invocation: Invocation,
  ): Promise<OrganisationAnswer> {
    const organisationId = body.organisationId?.toLowerCase() ?? madeId(invocation, 'organisation');
    return this.run('RegisterOrganisation', organisationId, body, invocation);
  }

  /** Say what an organisation is called, offers and covers from now on. */
  @Post(':organisationId/details')
  @HttpCode(200)
  async change(
    @Param('organisationId') organisationId: string,
    @Body() body: OrganisationDetailsRequest,
    @CurrentInvocation() invocation: Invocation,
  ): Promise<OrganisationAnswer> {
    return this.run('ChangeOrganisation', organisationIn(organisationId), body, invocation);
  }

  private async run(
    type: 'RegisterOrganisation' | 'ChangeOrganisation',
    organisationId: string,
    body: OrganisationDetailsRequest,
    invocation: Invocation,
  ): Promise<OrganisationAnswer> {
    await this.casework.run(
      organisation,
      { id: organisationId },
      {
        type,
        organisationId,
        name: body.name,
        organisationType: body.type,
        services: body.services ?? [],
        regions: body.regions ?? [],
        today: this.casework.today(invocation),
      },
      invocation,
    );
    return { organisationId };
  }
}
