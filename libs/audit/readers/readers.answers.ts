/** Somebody was told of the case. */
export class ReaderItem {
  /** Instant. */
  at: string;
  user: string;
  organisationId: string;
  /** Null when the directory does not have it. */
  organisationName: string | null;
  role: string;
  /** What they said they needed it for. */
  purpose: string;
  /** Case: the file was opened. List, Search, Export: it was named among others. */
  kind: string;
  /** The groups of personal data that were opened; none: codes only. */
  fieldGroups: string[];
}

/** The reads of one organisation in one role for one purpose on one day. */
export class ReadersSheetDay {
  /** Local date. */
  day: string;
  /** Local time of the first and the last of them.
   * @example '09:30' */
  first: string;
  last: string;
  times: number;
  /** Its name; null when the directory does not have it. */
  organisation: string | null;
  role: string;
  purpose: string;
  /** The groups of personal data that were opened; none: codes only. */
  fieldGroups: string[];
}

/** The sheet for the person herself: nothing of her but her case number, and no user. */
export class ReadersSheetAnswer {
  /** @example 'KG-7F3K-9QXD-2M' */
  caseNumber: string;
  /** Local date. */
  madeOn: string;
  /** Newest first. */
  days: ReadersSheetDay[];
  /** What the sheet says to her, in the language asked for: its headings, and every role, purpose and field group. */
  words: object;
}

/** A page of those who were told of a case, newest first. */
export class ReadersPage {
  items: ReaderItem[];
  /** Null on the last page. */
  nextCursor: string | null;
}
