import type { OrganisationType } from './codes.js';

/** Who people are in the mechanism (design, sections 1 and 6). */
export const roles = [
  'police-officer',
  'police-supervisor',
  'ngo-caseworker',
  'ngo-manager',
  'prosecutor',
  'commission-member',
  'consular-officer',
  'labour-inspector',
  'child-protection-officer',
  'rapporteur',
  'analyst',
  'data-protection-officer',
  'administrator',
] as const;
export type Role = (typeof roles)[number];

const police = ['police-officer', 'police-supervisor'] as const;
const care = ['ngo-caseworker', 'ngo-manager'] as const;

/** Which roles the members of a kind of organisation may have; none: it has no members here. */
export const rolesOfOrganisation: Readonly<Record<OrganisationType, readonly Role[]>> = {
  NGO: care,
  LawEnforcement: police,
  HealthServiceOrganisation: care,
  CentralGovernmentOrganisation: ['analyst'],
  LocalGovernmentOrganisation: care,
  ImmigrationService: police,
  LegalService: care,
  CorporateBusiness: [],
  SchoolOrCollege: care,
  Prosecution: ['prosecutor'],
  InteragencyCommission: ['commission-member'],
  ConsularService: ['consular-officer'],
  LabourInspection: ['labour-inspector'],
  ChildProtection: ['child-protection-officer'],
  InternationalOrganisation: care,
  NationalRapporteur: ['rapporteur', 'analyst'],
  Administration: ['administrator', 'data-protection-officer'],
};
