export { createHttpApplication } from './application.js';
export type { Mount } from './mount.js';
export { HttpModule } from './http.module.js';
export { idInPath } from './id-in-path.js';
export { MetricsController } from './metrics.controller.js';
export { escapeHtml, printablePage, printablePolicy } from './printable-page.js';
export * from './request-fields.js';
export { type Limits, noLimits } from './limits.js';
