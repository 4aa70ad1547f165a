export { type Asking, CurrentAsking } from './asking.js';
export { ClosedCases, type ClosedCase } from './closed-cases.js';
export { ConcernedCases } from './concerned-cases.js';
export {
  evolveCaseFile,
  hasBasis,
  hasOpenProceeding,
  referralsUnderWay,
  type CaseFile,
  type ReferralOnFile,
} from './case-file.js';
export { type BreakGlassRecord, BreakGlassQueries } from './break-glass.queries.js';
export { CaseFileModule } from './case-file.module.js';
export { caseFileProjection } from './case-file.projection.js';
export { CaseFiles } from './case-files.js';
export { type ExportRecord, ExportQueries } from './export.queries.js';
export { isExcluded } from './case-relations.js';
export { consentedGroups, keptGroups } from './consented.js';
export { disclosureOf } from './disclosure.js';
export { OwnCases } from './own-cases.js';
export {
  type SubjectRequestRecord,
  type SubjectRequestState,
  SubjectRequestQueries,
  subjectRequestStates,
} from './subject-request.queries.js';
export { CurrentCase, type CaseStanding } from './case-standing.js';
