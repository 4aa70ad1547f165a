export * from './event-catalogue.js';
export * from './event-store.js';
export * from './founding.js';
export * from './open-event-store.js';
export { byteArray } from './postgres/binary-array.js';
export { PostgresEventStore } from './postgres/postgres-event-store.js';
export { eventStoreMigrations, readLogMigrations, readsLog, storeRole } from './postgres/schema.js';
