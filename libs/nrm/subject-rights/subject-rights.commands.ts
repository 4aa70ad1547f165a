import type { SubjectRequestKind, SubjectRequestOutcome, TransferNoticeForm } from './subject-rights.codes.js';

/** Records that she asked. */
export interface ReceiveSubjectRequest {
  readonly type: 'ReceiveSubjectRequest';
  readonly caseId: string;
  readonly requestId: string;
  readonly kind: SubjectRequestKind;
  readonly receivedOn: string;
  /** Days that the law gives for the answer. */
  readonly days: number;
  /** Local date of the country. */
  readonly today: string;
}

/** Records how she was answered. */
export interface AnswerSubjectRequest {
  readonly type: 'AnswerSubjectRequest';
  readonly requestId: string;
  readonly outcome: SubjectRequestOutcome;
  readonly article?: string;
  readonly on: string;
  /** What was recorded of her was corrected after the request had been received. */
  readonly corrected: boolean;
  /** Local date of the country. */
  readonly today: string;
}

/** Records that she was told of a transfer. */
export interface NotifyTransfer {
  readonly type: 'NotifyTransfer';
  readonly caseId: string;
  readonly referralId: string;
  /** The receiver got to see what the referral names. */
  readonly disclosed: boolean;
  readonly form: TransferNoticeForm;
  readonly on: string;
  /** Local date of the country. */
  readonly today: string;
}

/** What can be asked of `subject-rights-{caseId}`. */
export type SubjectRightsCommand = ReceiveSubjectRequest | AnswerSubjectRequest | NotifyTransfer;
