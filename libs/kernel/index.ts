export * from './canonical-json.js';
export * from './dates.js';
export * from './decider.js';
export * from './error-kind.js';
export * from './event.js';
export * from './ids.js';
export * from './log.js';
export * from './problem.js';
