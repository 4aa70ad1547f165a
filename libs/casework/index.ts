export { firstAdministrator, foundAdministration } from './administration.js';
export { Casework } from './casework.js';
export { CaseworkModule } from './casework.module.js';
export { seedDemonstration } from './demonstration.js';
export { CurrentInvocation, madeId, type Invocation } from './invocation.js';
export type { Handled } from './run-command.js';
export { dataExport, identification, nrmEvents, organisation } from './subjects.js';
