export { exclusions } from './exclusions.table.js';
export { notExcluded } from './not-excluded.js';
