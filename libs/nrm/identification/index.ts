export * from './identification.commands.js';
export * from './identification.decider.js';
export * from './identification.events.js';
