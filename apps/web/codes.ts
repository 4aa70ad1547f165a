// The code lists of the mechanism, as the write model has them: a form offers what a decider takes.
export * from '../../libs/nrm/codes/codes.js';
export * from '../../libs/nrm/codes/roles.js';
export * from '../../libs/nrm/break-glass/break-glass.codes.js';
export * from '../../libs/nrm/subject-rights/subject-rights.codes.js';
