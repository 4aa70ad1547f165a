import { identifyingRoles } from '../identification/roles.js';
import type { Role } from '../codes.js';

/** Who may have a part in a case. */
export const caseRoles = [...identifyingRoles, 'prosecutor', 'commission-member'] as const satisfies readonly Role[];

/** Who plans and gives help. */
export const careRoles = [
  'ngo-caseworker',
  'ngo-manager',
  'child-protection-officer',
] as const satisfies readonly Role[];

/** Who logs cases and gives no help themselves. */
export const officerRoles = [
  'police-officer',
  'police-supervisor',
  'consular-officer',
  'labour-inspector',
] as const satisfies readonly Role[];

/** Who decides the status beside the commission, and registers proceedings. */
export const policeRoles = ['police-officer', 'police-supervisor'] as const satisfies readonly Role[];

/** Who may open a file in an emergency. */
export const emergencyRoles = identifyingRoles.filter((role) => role !== 'labour-inspector');
