import type { Role } from '#nrm/codes';

export { roles, type Role } from '#nrm/codes';

/** Who may log a presumed victim. */
export const identifyingRoles = [
  'police-officer',
  'police-supervisor',
  'ngo-caseworker',
  'ngo-manager',
  'consular-officer',
  'labour-inspector',
  'child-protection-officer',
] as const satisfies readonly Role[];

/** Who works with people in care. */
export const careRoles = [
  'ngo-caseworker',
  'ngo-manager',
  'child-protection-officer',
] as const satisfies readonly Role[];

/** Who may have a part in a case at all. */
export const caseRoles = [...identifyingRoles, 'prosecutor', 'commission-member'] as const satisfies readonly Role[];

/** Who asks how the whole mechanism does, and opens no file. */
export const oversightRoles = ['rapporteur', 'analyst'] as const satisfies readonly Role[];
