import { caseRoles, type Role } from '#access';

/** Who is told notices at all. */
export const readers = [...caseRoles, 'data-protection-officer'] as const satisfies readonly Role[];
