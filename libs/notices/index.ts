export { Addressees } from './addressees.js';
export { NoticesModule } from './notices.module.js';
export { noticesProjection } from './notices.projection.js';
