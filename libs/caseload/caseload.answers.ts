/** What has to be done next. */
export class CaseDue {
  /** `ReferralAnswer`: a referral waits for its answer. `FollowUp`: the holder asks again how she is. */
  what: 'ReferralAnswer' | 'FollowUp';
  /** Local date. */
  on: string;
  /** The time has passed: of an answer to the minute, of a follow-up when the day is over. */
  overdue: boolean;
}

/**
 * A case of the caseload: codes and ids, nothing personal, and no more than the case itself shows to the caller's
 * organisation. Holder, logger, assignee and region are there for the organisation that logged the case, holds it or
 * accepted a referral; age group, gender and what is due besides for one whose answer to a referral is awaited; region,
 * age group and gender for a member of a commission of the region. A receiver of a completed referral and a prosecutor's
 * office get none of these.
 */
export class CaseloadItem {
  caseId: string;
  caseNumber: string;
  stage: string;
  /** Identification status. */
  status: string;
  /** Organisation that holds the case. */
  holder?: string;
  /** Organisation that logged it. */
  loggedBy?: string;
  /** A service was given, or she arrived at a receiver. */
  assisted: boolean;
  /** Local date. */
  identifiedOn: string;
  /** User of the caller's organisation; null when nobody is assigned. */
  assignee?: string | null;
  /** ISO 3166-2; null when unknown. */
  region?: string | null;
  ageGroup?: string;
  gender?: string;
  /** Of what was asked for, the earliest; null when nothing is due. */
  due?: CaseDue | null;
  /** Training data. */
  exercise: boolean;
  /** When something was last recorded: an instant. */
  lastEventAt: string;
}

/** A page of cases, newest identification first. */
export class CaseloadPage {
  items: CaseloadItem[];
  /** Null on the last page. */
  nextCursor: string | null;
}

/** A criminal proceeding: codes and ids, nothing personal. */
export class ProceedingItem {
  proceedingId: string;
  caseId: string;
  /** @example 'KG-7F3K-9QXD-2M' */
  caseNumber: string;
  /** The prosecutor's office that leads it. */
  office: string;
  /** The police that registered it. */
  registeredBy: string;
  /** Local date. */
  registeredOn: string;
  /** Of the criminal code, as they are now.
   * @example ['171'] */
  articles: string[];
  /** Those it was under before a charge was requalified, and is no longer.
   * @example ['166'] */
  earlierArticles: string[];
  /** @example 'Investigation' */
  stage: string;
  /** The day on which it came to that stage: a local date. */
  stageSince: string;
  /** It was dismissed at some time, also where it was reopened since. */
  dropped: boolean;
  /** It was reopened at some time. */
  reopened: boolean;
  /** Training data. */
  exercise: boolean;
  /** When something of it was last recorded: an instant. */
  lastEventAt: string;
}

/** A page of proceedings, registered last first. */
export class ProceedingsPage {
  items: ProceedingItem[];
  /** Null on the last page. */
  nextCursor: string | null;
}

/** The person of a case: ids only. */
export class PersonOfCaseItem {
  personId: string;
  caseId: string;
  /** @example 'KG-7F3K-9QXD-2M' */
  caseNumber: string;
}

/** Whose case it is; nobody where there is no such case. */
export class PersonsOfCaseAnswer {
  items: PersonOfCaseItem[];
}

/** Cases that were found. */
export class CaseSearchAnswer {
  items: CaseloadItem[];
}

/** One line of the summary; of the first four members it has the one asked for. */
export class CaseloadSummaryItem {
  stage?: string;
  /** ISO 3166-2, or `Unknown`: nobody knows, or the caller's organisation may not. */
  region?: string;
  /** Organisation, or `Unknown` where the caller's may not know. */
  holder?: string;
  status?: string;
  /** Cases. */
  count: number;
  /** Those of them with something overdue. */
  overdue: number;
}

/** The caseload in figures, without training data. */
export class CaseloadSummary {
  items: CaseloadSummaryItem[];
  total: number;
  overdue: number;
}
