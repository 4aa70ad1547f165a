import type { ErasureReason } from '#nrm/codes';

/** Erases what is known of a person: by an officer for data protection, or when it has been kept long enough. */
export interface ErasePerson {
  readonly type: 'ErasePerson';
  readonly personId: string;
  readonly caseId: string;
  readonly reason: ErasureReason;
  /** The code of the law it rests on, of the country pack. */
  readonly legalGround: string;
  /** A criminal proceeding of the case is not ended: what is evidence stays. */
  readonly proceedingOpen: boolean;
}

/** The last proceeding of the case has ended: what held an erasure holds it no longer. */
export interface EndHold {
  readonly type: 'EndHold';
  readonly personId: string;
  readonly caseId: string;
}

/** What can be asked of `person-{personId}`. */
export type ErasureCommand = ErasePerson | EndHold;
