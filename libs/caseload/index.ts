export { CaseloadModule } from './caseload.module.js';
export { caseloadProjection } from './caseload.projection.js';
