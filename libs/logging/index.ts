export { logOf } from './log-of.js';
