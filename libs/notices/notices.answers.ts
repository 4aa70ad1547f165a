import type { NoticeKind } from './notice-kinds.js';

/** Something you are told. What it means for the case stands in the case. */
export class Notice {
  noticeId: string;
  kind: NoticeKind;
  /** When it was recorded. */
  at: string;
  caseId?: string;
  /** @example 'KG-7F3K-9QXD-2M' */
  caseNumber?: string;
  /** What it is about, beside the case: one of these ids. */
  referralId?: string;
  consentId?: string;
  breakGlassId?: string;
  exportId?: string;
  requestId?: string;
  proceedingId?: string;
  /** The organisation it is about: that lost a disclosure, opened a file, asks for an export, dropped a charge. */
  organisationId?: string;
  /** The user it is about. */
  user?: string;
  /** When what it asks for is due. */
  dueAt?: string;
  /** When somebody did it. */
  doneAt?: string;
  /** It is due, and nobody did it. */
  overdue: boolean;
  /** Of a training case. */
  exercise: boolean;
}

/** What waits for somebody. */
export class NoticesCount {
  /** Notices that ask for something which nobody has done yet; 100: that many or more. */
  open: number;
}

export class NoticesPage {
  items: Notice[];
  nextCursor: string | null;
}
