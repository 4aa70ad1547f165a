export class BreakGlassOpenedAnswer {
  breakGlassId: string;
  caseId: string;
  /** The file is yours to read until then. */
  until: string;
}

export class BreakGlassReviewedAnswer {
  breakGlassId: string;
}

export class BreakGlassItem {
  breakGlassId: string;
  caseId: string;
  /** @example 'KG-7F3K-9QXD-2M' */
  caseNumber: string;
  organisationId: string;
  user: string;
  openedAt: string;
  until: string;
  /** Unreviewed or Reviewed. */
  state: string;
  /** Why, in the words of who opened it; absent once the person was erased. */
  reason?: string;
  /** Justified or NotJustified. */
  outcome?: string;
  note?: string;
  reviewedBy?: string;
  reviewedAt?: string;
}

export class BreakGlassPage {
  items: BreakGlassItem[];
  nextCursor: string | null;
}
