import { Problem } from '#kernel';
import type { Role } from './roles.js';

/** For what somebody opens what is known of a person; said with the header `Tirek-Purpose`, recorded with every read. */
export const purposes = [
  'Protection',
  'Assistance',
  'CriminalJustice',
  'Decision',
  'Supervision',
  'Oversight',
  'DataProtection',
  'Operation',
] as const;
export type Purpose = (typeof purposes)[number];

/** What each role may ask for; the first is meant when a request says nothing. */
export const purposesOfRole: Readonly<Record<Role, readonly [Purpose, ...Purpose[]]>> = {
  'police-officer': ['Protection', 'CriminalJustice'],
  'police-supervisor': ['Protection', 'CriminalJustice', 'Supervision'],
  'ngo-caseworker': ['Assistance', 'Protection'],
  'ngo-manager': ['Assistance', 'Protection', 'Supervision'],
  prosecutor: ['CriminalJustice'],
  'commission-member': ['Decision'],
  'consular-officer': ['Protection', 'Assistance'],
  'labour-inspector': ['Protection'],
  'child-protection-officer': ['Assistance', 'Protection'],
  rapporteur: ['Oversight'],
  analyst: ['Oversight'],
  'data-protection-officer': ['DataProtection'],
  administrator: ['Operation'],
};

/** The purpose of a request by a role. Throws Problem when the header names none, or one that the role does not have. */
export function purposeOf(role: Role, header: string | string[] | undefined): Purpose {
  const allowed = purposesOfRole[role];
  if (header === undefined) return allowed[0];
  const purpose = allowed.find((one) => one === header);
  if (purpose) return purpose;
  const purposes = allowed.join(' or ');
  throw new Problem('malformed-request', 'The header Tirek-Purpose names no purpose of your role.', [
    { pointer: '/headers/tirek-purpose', detail: `must be ${purposes} for your role` },
  ]);
}
