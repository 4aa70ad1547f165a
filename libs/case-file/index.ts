export { referralsUnderWay, type CaseFile } from './case-file.js';
export { CaseFileModule } from './case-file.module.js';
export { caseFileProjection } from './case-file.projection.js';
export { CaseFiles } from './case-files.js';
export { CurrentCase, type CaseStanding } from './case-standing.js';
