export * from './access.module.js';
export * from './caller.js';
export { Colleagues } from './colleagues.js';
export * from './demonstration.js';
export * from './policy.js';
export * from './roles.js';
export * from './signing-key.js';
export * from './tokens.js';
