export { type KeyRing, openKeyRing } from './key-ring.js';
export { NameIndexModule } from './name-index.module.js';
export { NameSearch } from './name-search.js';
export { type OpenedEvent, PersonalData } from './personal-data.js';
export { PrivacyModule } from './privacy.module.js';
export { privacyMigrations } from './schema.js';
