export { READ_LOG, readBy, ReadLog, type Read } from './read-log.js';
export { ReadLogModule } from './read-log.module.js';
export { CurrentReading, Reading, type ReadingRequest } from './reading.js';
export { CasesRead, recordedKinds, readsCatalogue, type CasesReadData, type RecordedKind } from './reads.events.js';
export { OrganisationNames } from './readers/organisation-names.js';
export { Readers, type ReaderEntry } from './readers/readers.js';
export { ReadersModule } from './readers/readers.module.js';
export { readersFrom, readersProjection } from './readers/readers.projection.js';
