import type { Role } from '../codes.js';

/** Who logs a presumed victim, and refers her. */
export const identifyingRoles = [
  'police-officer',
  'police-supervisor',
  'ngo-caseworker',
  'ngo-manager',
  'consular-officer',
  'labour-inspector',
  'child-protection-officer',
] as const satisfies readonly Role[];
