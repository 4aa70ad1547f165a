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
}

export class ProceedingOnFileAnswer {
  proceedingId: string;
  office: string;
  registerNumber?: string;
  registeredOn: string;
  articles: string[];
  stage: string;
  stages: ProceedingStageAnswer[];
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
  consents?: ConsentOnFileAnswer[];
  referrals?: ReferralOnFileAnswer[];
  assistance?: AssistanceAnswer;
  rehabilitation?: RehabilitationAnswer;
  proceedings?: ProceedingOnFileAnswer[];
  /** The field groups of which there is something that you may not see. */
  hidden: string[];
  /** What was said of the person is gone, for everybody. */
  erased: boolean;
  /** What happened, in the order it was recorded. */
  timeline: TimelineEntry[];
}
