export { CoordinationModule } from './coordination.module.js';
export { coordinationProjection } from './coordination.projection.js';
export { ReferralQueries, type OverdueReferral } from './referral.queries.js';
