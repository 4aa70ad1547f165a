import { exclusions } from '#exclusions';
import type { Projection } from '#projections';
import { journeys } from './journeys.table.js';
import { organisations } from './organisations.table.js';
import { referrals } from './referrals.table.js';

/** What passes between organisations (design, section 5). `country`: ISO 3166-1, for the case number. */
export const coordinationProjection = (country: string): Projection => ({
  name: 'coordination',
  version: 2,
  tables: [referrals(country), organisations, journeys, exclusions],
});
