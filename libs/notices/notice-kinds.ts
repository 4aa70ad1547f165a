/** What people are told of. */
export const noticeKinds = [
  /** A child, or a person who may be one, was identified: child protection is told at once. */
  'ChildIdentified',
  'ConsentWithdrawn',
  'ConsentNarrowed',
  /** A basis fell: what a recipient sees no longer, and what it keeps, stands in the case. */
  'DisclosureClosed',
  /** A referral rests on vital interest: a second person looks at it within 24 hours. */
  'SecondOpinionNeeded',
  /** A referral was accepted: she has to be told that another organisation has her data. */
  'TransferToNotify',
  'BreakGlassOpened',
  'BreakGlassReviewed',
  'SubjectRequestReceived',
  /** An erasure was asked for and held; it is no longer, and may be asked for again. */
  'ErasureHoldEnded',
  'PersonErased',
  /** A charge was dropped, or brought under another article: who follows the proceeding is not to find it by chance. */
  'ProceedingDismissed',
  'ChargeRequalified',
  /** Somebody wants a copy of the organisation's cases: a second person decides. */
  'ExportRequested',
] as const;
export type NoticeKind = (typeof noticeKinds)[number];
