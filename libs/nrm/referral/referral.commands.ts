import type { EventOf } from '#kernel';
import type { Service } from '#nrm/codes';
import type { ReferralCompleted, ReferralDeclined, ReferralRecalled, ReferralSent } from './referral.events.js';

type Sent = EventOf<typeof ReferralSent>['data'];
type Declined = EventOf<typeof ReferralDeclined>['data'];
type Recalled = EventOf<typeof ReferralRecalled>['data'];
type Completed = EventOf<typeof ReferralCompleted>['data'];
type FieldGroup = Sent['fieldGroups'][number];

/** What a referral has to know of the case and of the receiver, read when it is sent. */
export interface ReferralFacts {
  readonly ageGroup: 'Adult' | 'Child' | 'Unknown';
  /** The case is closed. */
  readonly closed: boolean;
  readonly receiverExists: boolean;
  /** Empty: the receiver lists none, and may be asked for any. */
  readonly receiverServices: readonly Service[];
  readonly consents: readonly {
    readonly consentId: string;
    readonly purpose: string;
    readonly recipients: readonly string[];
    readonly fieldGroups: readonly FieldGroup[];
    readonly withdrawn: boolean;
  }[];
  /** Organisations that she does not want to see her file. */
  readonly excluded: readonly string[];
  /** Organisations with a referral of this case under way. */
  readonly openReferralTo: readonly string[];
}

/** On what the referral rests, as asked: one of the three. `legalBasis` and `vitalInterest` are words, and personal. */
export interface RequestedBasis {
  readonly consentId?: string;
  readonly legalBasis?: string;
  readonly vitalInterest?: string;
}

/** Refers her to an organisation. `note` is personal. */
export interface SendReferral {
  readonly type: 'SendReferral';
  readonly referralId: string;
  readonly caseId: string;
  readonly from: string;
  readonly to: string;
  readonly services: readonly Service[];
  readonly fieldGroups: readonly FieldGroup[];
  readonly basis?: RequestedBasis;
  /** 1 to 720. */
  readonly respondWithinHours: number;
  readonly note?: string;
  /** Instant, ISO 8601 in UTC. */
  readonly now: string;
  /** Local date of the country. */
  readonly today: string;
  readonly facts: ReferralFacts;
}

/** The receiver takes her. */
export interface AcceptReferral {
  readonly type: 'AcceptReferral';
  /** What it rests on fell since: she took her consent back, or a second person denied the danger. */
  readonly baseless: boolean;
  /** The case is closed. */
  readonly closed: boolean;
  readonly today: string;
}

/** The receiver does not take her. `note` is personal. */
export interface DeclineReferral {
  readonly type: 'DeclineReferral';
  readonly reason: Declined['reason'];
  readonly note?: string;
  readonly today: string;
}

/** The sender takes the referral back. */
export interface RecallReferral {
  readonly type: 'RecallReferral';
  readonly reason: Recalled['reason'];
  readonly today: string;
}

/** What the referral rests on fell: it is taken back, unless somebody has answered it. */
export interface RecallUnanswered {
  readonly type: 'RecallUnanswered';
  readonly reason: Recalled['reason'];
  readonly today: string;
}

/** A second person says whether the danger was there. */
export interface GiveSecondOpinion {
  readonly type: 'GiveSecondOpinion';
  readonly agrees: boolean;
  readonly user: string;
  /** The user who sent the referral. */
  readonly sentBy: string;
  readonly today: string;
}

/** The receiver records that she arrived. */
export interface RecordHandover {
  readonly type: 'RecordHandover';
  /** What it rests on fell since it was accepted. */
  readonly baseless: boolean;
  /** The case is closed. */
  readonly closed: boolean;
  readonly on: string;
  readonly today: string;
}

/** The sender confirms that she was handed over. */
export interface ConfirmHandover {
  readonly type: 'ConfirmHandover';
  readonly on: string;
  readonly today: string;
}

/** The receiver ends the referral; `reason` belongs to an outcome that was not successful. */
export interface CompleteReferral {
  readonly type: 'CompleteReferral';
  readonly outcome: Completed['outcome'];
  readonly reason?: Completed['reason'];
  readonly on: string;
  readonly today: string;
}

/** The clock asks whether the time to answer has run out. */
export interface ExpireReferral {
  readonly type: 'ExpireReferral';
  /** Instant, ISO 8601 in UTC. */
  readonly now: string;
  readonly today: string;
}

/** What can be asked of `referral-{referralId}`. */
export type ReferralCommand =
  | SendReferral
  | AcceptReferral
  | DeclineReferral
  | RecallReferral
  | RecordHandover
  | ConfirmHandover
  | CompleteReferral
  | ExpireReferral
  | RecallUnanswered
  | GiveSecondOpinion;
