export { AnsweredBy } from './answered-by.js';
export { dedicatedClient, freeLock, tryLock } from './locks.js';
export * from './projection.js';
export { ProjectionRunner } from './projection-runner.js';
export { DATABASE, ProjectionRunners } from './projection-runners.js';
export { ProjectionsModule } from './projections.module.js';
export { rebuild } from './rebuild.js';
