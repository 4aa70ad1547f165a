export { InterchangeModule } from './interchange.module.js';
export { interchangeMigrations } from './schema.js';
