/** A person who will be erased. */
export class RetentionItem {
  personId: string;
  caseId: string;
  /** @example 'KG-7F3K-9QXD-2M' */
  caseNumber: string;
  closedOn: string;
  /** From this date on. */
  eraseOn: string;
  /** A criminal proceeding is open: she is erased once it has ended. */
  held: boolean;
}

export class RetentionPage {
  items: RetentionItem[];
  nextCursor: string | null;
}
