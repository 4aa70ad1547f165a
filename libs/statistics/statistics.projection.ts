import type { Projection } from '#projections';
import { decisions, offences, referrals } from './case-facts.tables.js';
import { notifications } from './notifications.table.js';
import { organisations } from './organisations.table.js';
import { victims } from './victims.table.js';

/** Facts to count, each with the day it happened and the time it was known. `timeZone`: of the country, for the day of an instant. */
export const statisticsProjection = (timeZone: string): Projection => ({
  name: 'statistics',
  version: 2,
  tables: [victims, notifications, referrals(timeZone), decisions, offences, organisations],
});
