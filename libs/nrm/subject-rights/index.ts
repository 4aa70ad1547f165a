export * from './subject-rights.codes.js';
export * from './subject-rights.commands.js';
export * from './subject-rights.decider.js';
export * from './subject-rights.events.js';
