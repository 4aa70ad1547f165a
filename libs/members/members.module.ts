import { Module } from '@nestjs/common';
import { MembersController } from './members.controller.js';
import { MembersQueries } from './members.queries.js';

/** The list of members. DATABASE must be provided globally, the projection be run. */
@Module({ controllers: [MembersController], providers: [MembersQueries] })
export class MembersModule {}
