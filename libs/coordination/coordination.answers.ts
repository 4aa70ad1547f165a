/** An organisation of the mechanism. */
export class OrganisationItem {
  organisationId: string;
  name: string;
  type: string;
  services: string[];
  /** ISO 3166-2; empty: the whole country. */
  regions: string[];
}

/** A page of organisations, by name. */
export class OrganisationsPage {
  items: OrganisationItem[];
  /** Null on the last page. */
  nextCursor: string | null;
}

/** A referral that the caller's organisation sent or received. */
export class ReferralItem {
  referralId: string;
  caseId: string;
  caseNumber: string;
  /** Organisation that sent it. */
  from: string;
  /** Organisation that received it. */
  to: string;
  services: string[];
  /** Sent, Accepted, Declined, Expired, Recalled, HandedOver or Completed. */
  state: string;
  /** Instant. */
  sentAt: string;
  /** Instant. */
  respondBy: string;
  /** No answer yet (Sent or Expired), and the time for it has passed. */
  overdue: boolean;
  /** When it was accepted or declined: an instant. */
  answeredAt: string | null;
  declineReason: string | null;
  recallReason: string | null;
  /** When she arrived: a local date. */
  handedOverOn: string | null;
  /** The sender confirmed the handover; a missing confirmation blocks nothing. */
  handoverConfirmed: boolean;
  /** Local date. */
  completedOn: string | null;
  /** Successful or NotSuccessful. */
  outcome: string | null;
  /** Training data. */
  exercise: boolean;
}

/** A page of referrals, newest first. */
export class ReferralsPage {
  items: ReferralItem[];
  /** Null on the last page. */
  nextCursor: string | null;
}

/** How an organisation answers the referrals it receives. */
export class ResponseTimesItem {
  organisationId: string;
  /** Null when the organisation is not in the directory. */
  name: string | null;
  /** Accepted or declined. */
  answered: number;
  /** Declined. */
  declined: number;
  /** Sent or Expired, without an answer. */
  waiting: number;
  /** Those waiting whose time has run out. */
  expired: number;
  /** Median of the hours from sending to answer; null when nothing was answered. */
  medianHours: number | null;
}

/** Response times of receivers, for referrals sent in the period, without training data. */
export class ResponseTimes {
  items: ResponseTimesItem[];
}

/** What became of the referrals from one organisation to another. Each is counted in every column that is true of it. */
export class FlowItem {
  /** Organisation that sent them. */
  from: string;
  /** Organisation that received them. */
  to: string;
  /** All of them. */
  sent: number;
  /** Ever accepted, whatever came after. */
  accepted: number;
  declined: number;
  /** Expired, and not answered or recalled since. */
  expired: number;
  recalled: number;
  /** She arrived. */
  handedOver: number;
  completed: number;
}

/** A stage of the path, over the cases identified in the period. */
export class PathStage {
  /** Identified, Referred, InAssistance or InRehabilitation. */
  stage: string;
  /** Cases that got at least so far. */
  reached: number;
  /** Cases closed after this stage without having reached the next. */
  left: number;
  /** Why those were closed: closure reason -> cases. Not every closing is a loss: `Reintegrated` is the aim. */
  reasons: Record<string, number>;
}

/** Where people go, and where they leave the path; without training data. */
export class Flows {
  items: FlowItem[];
  stages: PathStage[];
}
