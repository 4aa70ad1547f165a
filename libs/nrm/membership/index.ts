export * from './membership.commands.js';
export * from './membership.decider.js';
export * from './membership.events.js';
