import { derivedId } from '#kernel';
import type { OrganisationType, Service } from '#nrm/codes';
import type { Caller } from './caller.js';
import type { Role } from './roles.js';

/** An organisation of the demonstration store. Invented: no real body is meant. */
export interface DemonstrationOrganisation {
  readonly organisationId: string;
  readonly name: string;
  readonly type: OrganisationType;
  readonly services: readonly Service[];
  readonly regions: readonly string[];
}

const organisation = (
  key: string,
  name: string,
  type: OrganisationType,
  regions: readonly string[] = [],
  services: readonly Service[] = [],
): DemonstrationOrganisation => ({ organisationId: derivedId('demonstration', key), name, type, services, regions });

const at = {
  policeOsh: organisation('police-osh', 'Osh City Police (demonstration)', 'LawEnforcement', ['KG-GO', 'KG-O']),
  policeBishkek: organisation('police-bishkek', 'Bishkek City Police (demonstration)', 'LawEnforcement', ['KG-GB']),
  shelterOsh: organisation(
    'ngo-shelter-osh',
    'Shelter Umut, Osh (demonstration)',
    'NGO',
    ['KG-GO', 'KG-O'],
    ['Shelter', 'Psychological', 'Medical', 'Legal', 'Social', 'Material', 'DocumentRecovery', 'Other'],
  ),
  ngoBishkek: organisation(
    'ngo-bishkek',
    'Crisis Centre Tandem, Bishkek (demonstration)',
    'NGO',
    ['KG-GB', 'KG-C'],
    ['Shelter', 'Psychological', 'Medical', 'Legal', 'Social', 'VocationalTraining', 'Employment', 'Other'],
  ),
  prosecutorOsh: organisation('prosecutor-osh', "Osh City Prosecutor's Office (demonstration)", 'Prosecution', [
    'KG-GO',
    'KG-O',
  ]),
  commissionOsh: organisation(
    'commission-osh',
    'Interagency Commission, Osh (demonstration)',
    'InteragencyCommission',
    ['KG-GO', 'KG-O'],
  ),
  childProtection: organisation(
    'child-protection',
    'Child Protection Department (demonstration)',
    'ChildProtection',
    [],
    ['Shelter', 'Psychological', 'Social', 'Childcare', 'Protection', 'Other'],
  ),
  consulate: organisation(
    'consulate',
    'Consular Department (demonstration)',
    'ConsularService',
    [],
    ['SafeReturn', 'DocumentRecovery'],
  ),
  labour: organisation('labour-inspection', 'Labour Inspection (demonstration)', 'LabourInspection'),
  rapporteur: organisation('rapporteur', 'Office of the National Rapporteur (demonstration)', 'NationalRapporteur'),
  administration: organisation('administration', 'Tirek Administration (demonstration)', 'Administration'),
};

export const demonstrationOrganisations: readonly DemonstrationOrganisation[] = Object.values(at);

const user = (name: string, role: Role, where: DemonstrationOrganisation): Caller => ({
  user: name,
  organisationId: where.organisationId,
  roles: [role],
});

/** The users a demonstration store knows (design section 7), and a manager, who alone makes the key of a shelter. */
export const demonstrationUsers: readonly Caller[] = [
  user('police.osh', 'police-officer', at.policeOsh),
  user('police.bishkek', 'police-officer', at.policeBishkek),
  user('police.supervisor', 'police-supervisor', at.policeOsh),
  user('ngo.shelter-osh', 'ngo-caseworker', at.shelterOsh),
  user('ngo.manager-osh', 'ngo-manager', at.shelterOsh),
  user('ngo.bishkek', 'ngo-caseworker', at.ngoBishkek),
  user('prosecutor.osh', 'prosecutor', at.prosecutorOsh),
  user('commission.osh', 'commission-member', at.commissionOsh),
  user('child.protection', 'child-protection-officer', at.childProtection),
  user('consul', 'consular-officer', at.consulate),
  user('labour', 'labour-inspector', at.labour),
  user('rapporteur', 'rapporteur', at.rapporteur),
  user('analyst', 'analyst', at.rapporteur),
  user('dpo', 'data-protection-officer', at.administration),
  user('admin', 'administrator', at.administration),
];
