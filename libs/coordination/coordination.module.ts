import { Module } from '@nestjs/common';
import { CoordinationController } from './coordination.controller.js';
import { FlowQueries } from './flow.queries.js';
import { OrganisationQueries } from './organisation.queries.js';
import { OrganisationsController } from './organisations.controller.js';
import { ReferralQueries } from './referral.queries.js';

/** The routes of coordination. DATABASE and COUNTRY_PACK must be provided globally, its projection be run. */
@Module({
  controllers: [CoordinationController, OrganisationsController],
  providers: [ReferralQueries, OrganisationQueries, FlowQueries],
})
export class CoordinationModule {}
