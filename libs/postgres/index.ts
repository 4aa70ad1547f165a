export { DATABASE, type Database, openDatabase } from './database.js';
export { type EmbeddedServer, hasDataFolder, runningServerUrl, startEmbeddedServer } from './embedded-server.js';
export { type TakenHome, holderOfHome, takeHome } from './home.js';
export * from './locks.js';
export { type Migration, migrate } from './migrations.js';
export { readSecretFile, secretFile } from './secret-file.js';
export { StartRefused } from './start-refused.js';
export { inTransaction, transactionOn } from './transaction.js';
