export * from './rehabilitation.commands.js';
export * from './rehabilitation.decider.js';
export * from './rehabilitation.events.js';
