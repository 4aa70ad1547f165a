export { AnsweredBy, positionAfter, secondsToWait } from './answered-by.js';
export * from './projection.js';
export { ProjectionRunner } from './projection-runner.js';
export { ProjectionRunners } from './projection-runners.js';
export { type FedProjection, ProjectionsModule } from './projections.module.js';
export { rebuild } from './rebuild.js';
export { projectionsMigrations } from './schema.js';
