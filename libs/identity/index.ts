export { Clients, type MachineClient } from './clients.js';
export { demonstrationPassword } from './demonstration.js';
export { bundledIssuer, Identity, type IdentityOptions } from './identity.js';
export { IdentityModule } from './identity.module.js';
export { Invitations } from './invitations.js';
export { mountPath, secondFactorAcr, webClient } from './provider.js';
export { identityMigrations } from './schema.js';
export { bundledKeys, signingAlgorithm } from './signing-keys.js';
