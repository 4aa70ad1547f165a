export * from './directory.commands.js';
export * from './directory.decider.js';
export * from './directory.events.js';
