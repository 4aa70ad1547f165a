export { StatisticsModule } from './statistics.module.js';
export { statisticsProjection } from './statistics.projection.js';
