export * from './assistance.commands.js';
export * from './assistance.decider.js';
export * from './assistance.events.js';
