export * from './export.codes.js';
export * from './export.commands.js';
export * from './export.decider.js';
export * from './export.events.js';
