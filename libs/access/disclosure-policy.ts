import { fieldGroups, type FieldGroup } from '#kernel';
import { relations, type Relation } from './policy.js';
import { purposes, type Purpose } from './purposes.js';
import { careRoles, caseRoles, identifyingRoles, roles, type Role } from './roles.js';

/** Shown whole, shown as its mask (`mask.ts`), or not shown. */
export const disclosureDecisions = ['Show', 'Mask', 'Hide'] as const;
export type DisclosureDecision = (typeof disclosureDecisions)[number];

/**
 * On what a rule rests.
 * `Own`: the caller's organisation recorded it, or it is of a proceeding that the organisation leads or registered.
 * `Others`: it is not. `Consented`: a living consent, or the legal basis of a referral, brings the group to the
 * organisation. `Decided`: a body has decided whether she is a victim of trafficking. `Always`: on nothing more.
 */
export const grounds = ['Own', 'Others', 'Consented', 'Decided', 'Always'] as const;
export type Ground = (typeof grounds)[number];

/** One line of the table. It speaks of every combination of its roles, relations, groups and purposes. */
export interface DisclosureRule {
  readonly id: string;
  readonly decision: DisclosureDecision;
  readonly roles: readonly Role[];
  /** One of these is enough. Absent: whatever the relation, and also with none. */
  readonly relations?: readonly Relation[];
  readonly groups: readonly FieldGroup[];
  /** Absent: whatever the purpose. */
  readonly purposes?: readonly Purpose[];
  /** One of these is enough. */
  readonly on: readonly Ground[];
  /** Why, in a sentence for a lawyer. */
  readonly because: string;
}

/** The disclosure policy as it is stored, rendered and applied. */
export interface DisclosurePolicy {
  /** Goes up with every change of a rule. */
  readonly version: string;
  /** Local date. */
  readonly inForceFrom: string;
  /** Groups that are opened only to a caller who has lately shown a second factor. */
  readonly secondFactorFor: readonly FieldGroup[];
  readonly rules: readonly DisclosureRule[];
}

const police = ['police-officer', 'police-supervisor'] as const satisfies readonly Role[];
const helpers = [...careRoles, 'consular-officer'] as const satisfies readonly Role[];
/** With a part that lasts; a part that was turned away, and an emergency, are not. */
const parties = relations.filter((relation) => relation !== 'TurnedAway' && relation !== 'Emergency');
/** Those who work on the case now. */
const atWork = ['Holder', 'Logger', 'Assigned', 'Accepted'] as const satisfies readonly Relation[];
/** Those to whom a consent can bring something. */
const receivers = ['Holder', 'Assigned', 'Accepted'] as const satisfies readonly Relation[];
const protecting = ['Protection', 'Assistance'] as const satisfies readonly Purpose[];
const but = (...left: FieldGroup[]): FieldGroup[] => fieldGroups.filter((group) => !left.includes(group));

/**
 * Who sees what of a person, as one table: role, relation to the case, field group, purpose, consent.
 * What a rule hides stays hidden whatever another allows; what no rule allows is hidden. docs/policy.md is rendered from
 * here. Sources: domain reference 5 (KG Law 58 of 2008; datACT; OSCE/ODIHR NRM Handbook). Not yet checked by a lawyer of
 * any country.
 */
export const disclosurePolicy: DisclosurePolicy = {
  version: '1',
  inForceFrom: '2026-11-22',
  secondFactorFor: ['Identity'],
  rules: [
    {
      id: 'figures-need-no-file',
      decision: 'Hide',
      roles: ['rapporteur', 'analyst'],
      groups: fieldGroups,
      on: ['Always'],
      because: 'Who answers for figures needs no file of a person, and could tell from one whom a figure counts.',
    },
    {
      id: 'running-is-not-reading',
      decision: 'Hide',
      roles: ['administrator'],
      groups: fieldGroups,
      on: ['Always'],
      because:
        'Who runs the system has no part in her protection and sees no personal data, also none that he imported.',
    },
    {
      id: 'oversight-from-the-log',
      decision: 'Hide',
      roles: ['data-protection-officer'],
      groups: fieldGroups,
      on: ['Always'],
      because:
        'The data protection officer judges who read what from the log of reads, which holds no content of a file.',
    },
    {
      id: 'notes-stay',
      decision: 'Hide',
      roles,
      groups: ['CounsellingNotes'],
      on: ['Others'],
      because:
        'What is said in counselling is confidential between her and who counsels her; no consent form, referral or emergency opens it to another organisation.',
    },
    {
      id: 'no-way-to-the-shelter',
      decision: 'Hide',
      roles: [...police, 'labour-inspector'],
      groups: ['Location', 'ServicesContent'],
      on: ['Others'],
      because:
        'Officials are reported to be complicit in some cases: no state officer finds a shelter, or how she is helped, through a file.',
    },
    {
      id: 'help-without-content',
      decision: 'Hide',
      roles: ['prosecutor'],
      groups: ['SafeContact', 'Location', 'Needs', 'Health', 'CounsellingNotes', 'ServicesContent'],
      on: ['Always'],
      because:
        'A prosecutor learns that help is given and since when, never its content: help must not become evidence against her.',
    },
    {
      id: 'decides-on-her-account',
      decision: 'Hide',
      roles: ['commission-member'],
      groups: ['SafeContact', 'Location', 'CounsellingNotes', 'CriminalFile'],
      on: ['Always'],
      because:
        'A commission decides on recognition and rehabilitation; where she sleeps, how to reach her in secret and the criminal file have no bearing on it.',
    },
    {
      id: 'no-criminal-file-for-helpers',
      decision: 'Hide',
      roles: [...helpers, 'labour-inspector'],
      groups: ['CriminalFile'],
      on: ['Others'],
      because: 'Who helps her needs no file of the investigation, and could be called as a witness to what is in it.',
    },
    {
      id: 'own-record',
      decision: 'Show',
      roles: identifyingRoles,
      relations: parties,
      groups: but('CounsellingNotes'),
      purposes: protecting,
      on: ['Own'],
      because:
        'What an organisation recorded itself it knows already; it stays its own as long as it has a part in the case.',
    },
    {
      id: 'own-record-for-the-proceeding',
      decision: 'Show',
      roles: police,
      relations: parties,
      groups: ['Identity', 'Contact', 'SafeContact', 'Location', 'Narrative', 'CriminalFile'],
      purposes: ['CriminalJustice'],
      on: ['Own'],
      because:
        'For a proceeding the police use what they recorded of the facts and how to reach her, not what she said of her needs and health to be protected.',
    },
    {
      id: 'own-counselling-notes',
      decision: 'Show',
      roles: careRoles,
      relations: parties,
      groups: ['CounsellingNotes'],
      purposes: ['Assistance'],
      on: ['Own'],
      because:
        'Counselling notes are opened by the organisation that wrote them, to help her, on a way of their own that asks for its key.',
    },
    {
      id: 'own-record-of-the-prosecution',
      decision: 'Show',
      roles: ['prosecutor'],
      relations: parties,
      groups: ['Identity', 'Contact', 'Narrative', 'CriminalFile'],
      purposes: ['CriminalJustice'],
      on: ['Own'],
      because:
        'The office that leads a proceeding sees the file of that proceeding, and what it recorded of the facts itself.',
    },
    {
      id: 'own-reasons',
      decision: 'Show',
      roles: ['commission-member'],
      relations: parties,
      groups: ['Narrative'],
      purposes: ['Decision'],
      on: ['Own'],
      because: 'A commission sees the reasons of its own decisions.',
    },
    {
      id: 'consent-to-helpers',
      decision: 'Show',
      roles: helpers,
      relations: receivers,
      groups: but('CounsellingNotes', 'CriminalFile'),
      purposes: protecting,
      on: ['Consented'],
      because:
        'She agreed that the organisation that takes her in sees this, or the law allows it without her consent; it ends when the consent does.',
    },
    {
      id: 'consent-to-state-officers',
      decision: 'Show',
      roles: [...police, 'labour-inspector'],
      relations: receivers,
      groups: ['Identity', 'Contact', 'SafeContact', 'Needs', 'Narrative'],
      purposes: ['Protection'],
      on: ['Consented'],
      because:
        'She agreed that it is passed on to protect her; health is not passed on this way, and it serves no other purpose.',
    },
    {
      id: 'consent-to-the-commission',
      decision: 'Show',
      roles: ['commission-member'],
      relations: ['Commission'],
      groups: ['Identity', 'Contact', 'Needs', 'Health', 'Narrative', 'ServicesContent'],
      purposes: ['Decision'],
      on: ['Consented'],
      because: 'A commission works with codes; more than codes it sees when she agreed to it.',
    },
    {
      id: 'decided',
      decision: 'Mask',
      roles: ['commission-member'],
      relations: ['Commission'],
      groups: ['Identity'],
      purposes: ['Decision'],
      on: ['Decided'],
      because:
        'Once it is decided whether she is a victim, the commission follows the case by her initials and year of birth, to tell it from others.',
    },
    {
      id: 'supervision',
      decision: 'Mask',
      roles: ['police-supervisor', 'ngo-manager'],
      relations: atWork,
      groups: ['Identity', 'Contact'],
      purposes: ['Supervision'],
      on: ['Own', 'Consented'],
      because: 'Who supervises the work must know which file it is, not who she is and what she told.',
    },
    {
      id: 'help-is-given',
      decision: 'Show',
      roles: caseRoles,
      relations: [...atWork, 'Proceeding', 'Commission'],
      groups: ['ServicesFact'],
      purposes: purposes.filter((purpose) => !['Oversight', 'DataProtection', 'Operation'].includes(purpose)),
      on: ['Always'],
      because:
        'That help has reached her and since when is what the organisations of a mechanism must know of each other.',
    },
    {
      id: 'emergency',
      decision: 'Show',
      roles: [...police, ...helpers],
      relations: ['Emergency'],
      groups: ['Identity', 'Contact', 'SafeContact', 'Needs', 'Health'],
      purposes: protecting,
      on: ['Always'],
      because:
        'In danger to her life somebody must find and treat her: for hours, with a second person told, and reviewed afterwards.',
    },
  ],
};
