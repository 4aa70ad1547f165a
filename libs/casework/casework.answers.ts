export class CaseLoggedAnswer {
  caseId: string;
  /** What people call the case.
   * @example 'KG-7F3K-9QXD-2M' */
  caseNumber: string;
}

export class CaseChangedAnswer {
  caseId: string;
}

export class ConsentAnswer {
  consentId: string;
}

export class ExclusionAnswer {
  exclusionId: string;
}

export class ConsentPointAnswer {
  /** Which of the questions of HTCDS 2.0 it answers. */
  point: string;
  text: string;
}

export class ConsentTextAnswer {
  /** Say it when you record her consent. */
  version: string;
  purpose: string;
  language: string;
  title: string;
  /** What she agrees to. */
  agreement: string;
  points: ConsentPointAnswer[];
  /** A lawyer and a native speaker have checked it. */
  reviewed: boolean;
  /** The languages this version is written in. */
  languages: string[];
}

/** There is no id: nothing leads back to it. */
export class NotificationAnswer {
  notifiedOn: string;
}

export class ReferralAnswer {
  referralId: string;
}

export class ProceedingAnswer {
  proceedingId: string;
}

export class NoteAnswer {
  noteId: string;
}

export class MemberAnswer {
  organisationId: string;
  user: string;
}

export class MemberInvitedAnswer extends MemberAnswer {
  /** The link by which they make their account, once, within 72 hours; absent: they have one, or another issuer has it. */
  invitation?: string;
}

export class OrganisationAnswer {
  organisationId: string;
}
