export * from './prosecution.commands.js';
export * from './prosecution.decider.js';
export * from './prosecution.events.js';
