export { MembersModule } from './members.module.js';
export { MembersQueries } from './members.queries.js';
export { membersProjection } from './members.projection.js';
export { organisationIn } from './organisation-in.js';
