/**
 * Code lists. Where HTCDS 2.0 has a value it is spelt the same (IOM, CC BY 4.0);
 * values of our own are marked `ours`.
 */
export const genders = [
  'Feminine',
  'Masculine',
  'TransgenderFeminine',
  'TransgenderMasculine',
  'NonConforming',
  'NonSpecifiedUnknown',
] as const;

/** Ours: HTCDS has only an age. A person of unknown age is treated as a child until decided (ECAT art. 10). */
export const ageGroups = ['Adult', 'Child', 'Unknown'] as const;

/** HTCDS vic_TypeOfExploitation; ours: ForcedCriminality, Unknown. */
export const exploitations = [
  'ForcedLabour',
  'SexualExploitation',
  'ChildLabour',
  'ForcedMarriage',
  'Servitude',
  'ForcedMilitaryByNonStateActors',
  'OrganRemoval',
  'ForcedBegging',
  'ForcedAdoption',
  'Surrogacy',
  'Other',
  'ForcedCriminality',
  'Unknown',
] as const;

/** HTCDS org_Type; ours: Prosecution, InteragencyCommission, ConsularService, LabourInspection, ChildProtection, InternationalOrganisation, NationalRapporteur, Administration. */
export const organisationTypes = [
  'NGO',
  'LawEnforcement',
  'HealthServiceOrganisation',
  'CentralGovernmentOrganisation',
  'LocalGovernmentOrganisation',
  'ImmigrationService',
  'LegalService',
  'CorporateBusiness',
  'SchoolOrCollege',
  'Prosecution',
  'InteragencyCommission',
  'ConsularService',
  'LabourInspection',
  'ChildProtection',
  'InternationalOrganisation',
  'NationalRapporteur',
  'Administration',
] as const;
export type OrganisationType = (typeof organisationTypes)[number];

/** Ours: by which door she came in. Every one of them is a first-class entry (domain reference, 7.5). */
export const entryChannels = [
  'Police',
  'NGO',
  'SelfReferral',
  'Hotline',
  'Consular',
  'ForeignAuthority',
  'BorderService',
  'ImmigrationService',
  'LabourInspection',
  'ChildProtection',
  'Prosecution',
  'Health',
  'Education',
  'LocalGovernment',
  'CentralGovernment',
  'InternationalOrganisation',
  'Community',
  'Other',
] as const;

/** HTCDS vic_TraffickingStatus; ours: DeclinedByPerson (she declines identification and may still get help), Withdrawn. */
export const identificationStatuses = [
  'PossibleVictimOfTrafficking',
  'ActualVictimOfTrafficking',
  'NotAVictimOfTrafficking',
  'DeclinedByPerson',
  'Withdrawn',
] as const;
export type IdentificationStatus = (typeof identificationStatuses)[number];

/** Ours: the services of assistance (ECAT art. 12; ODIHR NRM Handbook, pillar 2). */
export const services = [
  'Shelter',
  'Psychological',
  'Medical',
  'Legal',
  'Social',
  'Material',
  'Interpretation',
  'Education',
  'VocationalTraining',
  'Employment',
  'Childcare',
  'FamilyMediation',
  'DocumentRecovery',
  'SafeReturn',
  'Protection',
  'Other',
] as const;
export type Service = (typeof services)[number];

/** Ours: the rights that rehabilitation restores. */
export const rights = [
  'IdentityDocuments',
  'Residence',
  'Housing',
  'Health',
  'Education',
  'Employment',
  'SocialProtection',
  'Compensation',
  'UnpaidWages',
  'LegalCapacity',
  'FamilyReunification',
  'Safety',
  'NonPunishment',
  'Other',
] as const;

/** Ours, after the reasons in use at UNICEF Primero. */
export const declineReasons = [
  'NoCapacity',
  'ServiceNotProvided',
  'OutsideArea',
  'OutsideMandate',
  'SafetyRisk',
  'InsufficientInformation',
  'PersonDeclined',
  'UnableToContact',
  'Other',
] as const;

export const recallReasons = [
  'SentInError',
  'NoLongerNeeded',
  'PersonDeclined',
  'ConsentWithdrawn',
  'NoAnswer',
  'OtherOrganisationFound',
  'SafetyRisk',
  'SecondPersonDisagreed',
  'Other',
] as const;

export const completionOutcomes = ['Successful', 'NotSuccessful'] as const;

/** Why a referral was not successful, after UNICEF Primero (reason_not_successful). */
export const notSuccessfulReasons = [
  'PersonRefusedServices',
  'NoCapacity',
  'ServicesNoLongerNeeded',
  'UnableToContact',
  'UnableToContactOrganisation',
  'PersonLeft',
  'Other',
] as const;

export const closureReasons = [
  'Reintegrated',
  'Repatriated',
  'ResettledAbroad',
  'PersonWithdrew',
  'ContactLost',
  'NotAVictim',
  'TransferredAbroad',
  'Deceased',
  'LoggedInError',
  'Other',
] as const;

export const reopeningReasons = [
  'ReturnedForHelp',
  'TraffickedAgain',
  'NewInformation',
  'DecisionReconsidered',
  'ClosedInError',
  'Other',
] as const;

export const goalStatuses = ['Planned', 'InProgress', 'Achieved', 'NotAchieved', 'Dropped'] as const;

export const followUpSituations = [
  'Stable',
  'Improving',
  'AtRisk',
  'NeedsAssistance',
  'TraffickedAgain',
  'UnableToContact',
  'Other',
] as const;

/** Ours: the stages of a criminal proceeding that the General Prosecutor's Office reports (domain reference, 1.3). */
export const proceedingStages = [
  'Registered',
  'Investigation',
  'Suspended',
  'Dismissed',
  'Reopened',
  'SentToCourt',
  'Trial',
  'Convicted',
  'Acquitted',
  'Appeal',
  'Final',
] as const;
export type ProceedingStage = (typeof proceedingStages)[number];

/**
 * Which stage may follow which. None is the last one: a dismissed proceeding is reopened, a court returns a case for
 * investigation, and a final judgment is reopened on new circumstances. A court that decides at once skips `Trial`.
 */
export const followingStages: Readonly<Record<ProceedingStage, readonly ProceedingStage[]>> = {
  Registered: ['Investigation', 'Suspended', 'Dismissed', 'SentToCourt'],
  Investigation: ['Suspended', 'Dismissed', 'SentToCourt'],
  Suspended: ['Investigation', 'Reopened', 'Dismissed', 'SentToCourt'],
  Dismissed: ['Reopened'],
  Reopened: ['Investigation', 'Suspended', 'Dismissed', 'SentToCourt'],
  SentToCourt: ['Trial', 'Investigation', 'Dismissed', 'Convicted', 'Acquitted'],
  Trial: ['Convicted', 'Acquitted', 'Dismissed', 'Suspended'],
  Convicted: ['Appeal', 'Final', 'Trial'],
  Acquitted: ['Appeal', 'Final', 'Trial'],
  Appeal: ['Convicted', 'Acquitted', 'Trial', 'Final'],
  Final: ['Reopened'],
};

/** At these stages a proceeding is at its end, unless it is reopened. */
export const endedStages: ReadonlySet<string> = new Set<ProceedingStage>(['Dismissed', 'Final']);

/** The stages that a proceeding comes to on a ground. */
export const stagesOnGround: ReadonlySet<string> = new Set<ProceedingStage>(['Dismissed', 'Suspended']);

/** How the number of an article of a criminal code is written: 166, 130.1 or 166-1. */
export const articleNumber = /^[0-9]{1,3}([-.][0-9]{1,2})?$/;

/** Ours: why what is known of a person is erased; `RetentionOver` when it was kept as long as the law says. */
export const erasureReasons = [
  'PersonAsked',
  'GuardianAsked',
  'ConsentWithdrawn',
  'NoLongerNeeded',
  'UnlawfullyRecorded',
  'OrderedByAuthority',
  'RetentionOver',
] as const;
export type ErasureReason = (typeof erasureReasons)[number];

/** What a consent is for. */
export const consentPurposes = [
  'Referral',
  'Assistance',
  'Identification',
  'CriminalProceeding',
  'Repatriation',
] as const;

/** In which form consent was given. */
export const consentForms = ['Signed', 'Oral', 'Interpreted'] as const;

/** Ours: how a child stands to what is done with her data; the legal basis does not rest on it, but it is asked. */
export const assents = ['Given', 'Refused', 'NotAsked'] as const;
export type Assent = (typeof assents)[number];

/** Ours: who is the guardian of a child. */
export const guardianKinds = ['Parent', 'Relative', 'LegalGuardian', 'Institution', 'State', 'None'] as const;
export type GuardianKind = (typeof guardianKinds)[number];

/** Ours: why an adult does not want to be identified. A code only: words could tell who she is. */
export const reasonsNotIdentified = [
  'FearOfReprisal',
  'FearOfAuthorities',
  'FearOfDeportation',
  'FearOfStigma',
  'WantsToGoHome',
  'DoesNotSeeHerselfAsVictim',
  'NoTrustInHelp',
  'Other',
  'NotSaid',
] as const;

/** The stage people talk about: derived, never stored as a decision. */
export const stages = ['Identified', 'Referred', 'InAssistance', 'InRehabilitation', 'Closed'] as const;
export type Stage = (typeof stages)[number];

/** Where a referral stands, as coordination shows it. */
export const referralStates = [
  'Sent',
  'Accepted',
  'Declined',
  'Expired',
  'Recalled',
  'HandedOver',
  'Completed',
] as const;
export type ReferralState = (typeof referralStates)[number];
