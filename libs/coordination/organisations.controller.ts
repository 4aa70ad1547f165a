import { Controller, Get, Query } from '@nestjs/common';
import { Policy, roles } from '#access';
import { AnsweredBy } from '#projections';
import { OrganisationsPage } from './coordination.answers.js';
import { OrganisationsRequest } from './coordination.requests.js';
import { OrganisationQueries } from './organisation.queries.js';

/** The organisations of the mechanism. */
@Controller('organisations')
@AnsweredBy('coordination')
export class OrganisationsController {
  constructor(private readonly queries: OrganisationQueries) {}

  /** Finds organisations by service, region and type: for everybody who is signed in. */
  @Get()
  @Policy({ roles, reads: 'Nothing' })
  list(@Query() request: OrganisationsRequest): Promise<OrganisationsPage> {
    return this.queries.list(request);
  }
}
