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

/** A page of those who were told of a case, newest first. */
export class ReadersPage {
  items: ReaderItem[];
  /** Null on the last page. */
  nextCursor: string | null;
}
