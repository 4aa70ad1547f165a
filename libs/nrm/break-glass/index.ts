export * from './break-glass.codes.js';
export * from './break-glass.commands.js';
export * from './break-glass.decider.js';
export * from './break-glass.events.js';
