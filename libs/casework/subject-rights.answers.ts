export class SubjectRequestAnswer {
  requestId: string;
  caseId: string;
  /** The last day for an answer. */
  dueOn: string;
}

export class SubjectRequestAnsweredAnswer {
  requestId: string;
}

export class TransferNotifiedAnswer {
  referralId: string;
}

export class SubjectRequestItem {
  requestId: string;
  caseId: string;
  /** @example 'KG-7F3K-9QXD-2M' */
  caseNumber: string;
  kind: string;
  receivedOn: string;
  dueOn: string;
  /** Open, Overdue or Answered. */
  state: string;
  outcome?: string;
  article?: string;
  answeredOn?: string;
}

export class SubjectRequestPage {
  items: SubjectRequestItem[];
  nextCursor: string | null;
}

export class SubjectAccessEntry {
  /** What was recorded.
   * @example 'IdentificationLogged' */
  type: string;
  occurredAt: string;
  recordedAt: string;
  /** Who recorded it. */
  organisation: string;
  /** All that it says of her, by field. */
  said: object;
}

export class SubjectAccessLeftOut {
  fieldGroup: string;
  /** Who has it, and whom she may ask. */
  organisations: string[];
}

/** Everything that is recorded about a person, for herself. */
export class SubjectAccessAnswer {
  requestId: string;
  caseNumber: string;
  /** Local date. */
  madeOn: string;
  entries: SubjectAccessEntry[];
  /** What stands elsewhere: counselling notes, which only the organisation that recorded them opens, and the criminal file. */
  leftOut: SubjectAccessLeftOut[];
}
