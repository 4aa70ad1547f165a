/** A part of the same answer. */
export class TimelineAboutAnswer {
  /** @example 'Referral' */
  kind: 'Referral' | 'Consent' | 'Proceeding' | 'Goal';
  /** Its id there; of a goal of rehabilitation, its label. */
  id: string;
}

/** One step of the case. */
export class TimelineEntry {
  /** What happened.
   * @example 'ReferralAccepted' */
  type: string;
  /** When it happened in the world: a local date or an instant. */
  occurredAt: string;
  /** When it was recorded. */
  recordedAt: string;
  /** By which organisation; left out where it would tell you who helps her, and you may not know. */
  organisationId?: string;
  /** In which role there; left out with the organisation, and of what was imported in its name.
   * @example 'ngo-caseworker' */
  role?: string;
  /** The colleague who recorded it; of other organisations nobody is named. */
  user?: string;
  /** What it is about, where that stands in this answer. */
  about?: TimelineAboutAnswer;
  /**
   * What else you may know of it, in codes: the status decided, the service given, the reason of a decline. Of a correction
   * `fields` are those it named, and `before.` and `after.` with the name of a coded one what that said and says.
   * @example { "fields": ["region"], "before.region": "KG-GO", "after.region": "KG-O" }
   */
  detail?: Record<string, string | string[]>;
}

export class PersonAnswer {
  name?: string;
  birthDate?: string;
  identityNumber?: string;
  phone?: string;
  email?: string;
  safeContact?: string;
  address?: string;
}

export class CaseFactsAnswer {
  ageGroup: string;
  gender: string;
  entryChannel?: string;
  identifiedOn?: string;
  region?: string;
  citizenships?: string[];
  exploitation?: string[];
  countriesOfExploitation?: string[];
}

export class OfferAnswer {
  referralId: string;
  services: string[];
  /** When an answer is due. */
  respondBy: string;
}

export class ConsentOnFileAnswer {
  consentId: string;
  purpose: string;
  recipients: string[];
  fieldGroups: string[];
  givenOn: string;
  withdrawn: boolean;
  /** Whoever cares for her keeps nothing of it. */
  keepNothing?: boolean;
}

/** Whom she keeps out of her file. */
export class ExclusionOnFileAnswer {
  exclusionId: string;
  organisationId: string;
  /** One officer of it; absent: the whole organisation. */
  user?: string;
}

export class ReferralOnFileAnswer {
  referralId: string;
  from: string;
  to: string;
  /** Left out of a referral between two other organisations. */
  services?: string[];
  fieldGroups?: string[];
  consentId?: string;
  respondBy: string;
  state: string;
  arrived: boolean;
  /** Of one that rests on vital interest: Awaited, Agrees or Disagrees. */
  secondOpinion?: string;
}

export class AssistanceGoalAnswer {
  goalId: string;
  service: string;
  description?: string;
}

export class ServiceAnswer {
  service: string;
  deliveredOn: string;
  organisationId: string;
  note?: string;
}

export class AssistanceAnswer {
  needs: string[];
  goals: AssistanceGoalAnswer[];
  services: ServiceAnswer[];
}

export class RehabilitationGoalAnswer {
  goalId: string;
  right: string;
  description?: string;
  status: string;
}

export class FollowUpAnswer {
  on: string;
  situation: string;
  nextOn?: string;
  note?: string;
}

export class RehabilitationAnswer {
  goals: RehabilitationGoalAnswer[];
  followUps: FollowUpAnswer[];
}

export class ProceedingStageAnswer {
  stage: string;
  on: string;
  ground?: string;
  recordedAt: string;
}

/** A charge that was brought under another article. */
export class RequalificationAnswer {
  /** @example '166' */
  from: string;
  /** @example '170' */
  to: string;
  on: string;
  ground?: string;
  recordedAt: string;
}

export class ProceedingOnFileAnswer {
  proceedingId: string;
  office: string;
  registerNumber?: string;
  registeredOn: string;
  /** As they are now. */
  articles: string[];
  stage: string;
  stages: ProceedingStageAnswer[];
  requalifications: RequalificationAnswer[];
}

/** What was noted of her health. */
export class HealthNoteAnswer {
  text: string;
  recordedAt: string;
  organisationId: string;
}

/** A decision on the identification status. */
export class DecisionAnswer {
  status: string;
  decidedOn: string;
  decidingBody: string;
  /** The organisation that recorded it. */
  organisationId: string;
  ruleVersion: string;
  /** Left out where you may not see them. */
  reasons?: string[];
}

export class GuardianAnswer {
  kind: string;
  /** Of being involved: a suspected guardian is told nothing. */
  suspected: boolean;
  name?: string;
}

/** How a child stands to what is done, and who is her guardian. */
export class ChildAnswer {
  assent: string;
  /** What she said. */
  views?: string;
  guardian?: GuardianAnswer;
}

/** A case as the caller may see it. What is left out for you stands in `hidden`. */
export class CaseAnswer {
  caseId: string;
  /** @example 'KG-7F3K-9QXD-2M' */
  caseNumber: string;
  /** Derived: Identified, Referred, InAssistance, InRehabilitation or Closed. */
  stage: string;
  /** The identification status. */
  status: string;
  /** Help has reached her. */
  assisted: boolean;
  /** Since when: a local date. Left out where you may not know it. */
  assistedSince?: string;
  /** The organisation that holds the case. */
  holder?: string;
  loggedBy?: string;
  assignee?: string;
  facts?: CaseFactsAnswer;
  /** The referral that waits for your answer. */
  offer?: OfferAnswer;
  person?: PersonAnswer;
  narrative?: string;
  needs?: string;
  health?: HealthNoteAnswer[];
  child?: ChildAnswer;
  /** Those that you may follow, in the order they were recorded. */
  decisions?: DecisionAnswer[];
  consents?: ConsentOnFileAnswer[];
  /** Those in force; of your own organisation none is told, nor lifted by it. */
  exclusions?: ExclusionOnFileAnswer[];
  referrals?: ReferralOnFileAnswer[];
  assistance?: AssistanceAnswer;
  rehabilitation?: RehabilitationAnswer;
  proceedings?: ProceedingOnFileAnswer[];
  /** The field groups of which there is something that you may not see, as far as you may know that there is. */
  hidden: string[];
  /** The field groups of which you see a mask: initials, a year, the last two digits. */
  masked?: string[];
  /** Of the hidden ones, those that are shown to you after you have shown your second factor again. */
  secondFactorFor?: string[];
  /** What was said of the person is gone, for everybody. */
  erased: boolean;
  /** What happened, in the order it was recorded. */
  timeline: TimelineEntry[];
}

/** What the policy says of one field group to you. */
export class DisclosureDecisionAnswer {
  decision: 'Show' | 'Mask' | 'Hide';
  /** The rule of the table, as docs/policy.md has it. */
  rule: string;
  /** Why, in a sentence. */
  because: string;
}

export class GroupDisclosureAnswer {
  group: string;
  /** Of what your organisation recorded, and of proceedings that it leads or registered. */
  ownRecords: DisclosureDecisionAnswer;
  /** Of what others recorded. */
  othersRecords: DisclosureDecisionAnswer;
}

/** What the disclosure policy shows you of a case, and why. */
export class CaseDisclosureAnswer {
  policyVersion: string;
  /** The role and the purpose by which you were judged. */
  role: string;
  purpose: string;
  /** What you are to the case. */
  relations: string[];
  groups: GroupDisclosureAnswer[];
}
