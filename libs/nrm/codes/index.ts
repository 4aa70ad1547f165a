export * from './check-date.js';
export * from './check-goal-ids.js';
export * from './code-set.js';
export * from './codes.js';
export * from './fields.js';
export * from './present.js';
export * from './roles.js';
export * from './stage.js';
