export { createHttpApplication } from './application.js';
export { HttpModule } from './http.module.js';
export * from './request-fields.js';
