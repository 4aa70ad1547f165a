export { createHttpApplication } from './application.js';
export { HttpModule } from './http.module.js';
export { MetricsController } from './metrics.controller.js';
export * from './request-fields.js';
