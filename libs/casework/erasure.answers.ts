/** What has become of what was known of a person; once she is erased, the certificate of it. */
export class ErasureAnswer {
  personId: string;
  caseId: string;
  /** @example 'KG-7F3K-9QXD-2M' */
  caseNumber: string;
  /** A criminal proceeding is open now: she cannot be erased before it has ended. */
  legalHold: boolean;
  /** `Kept`, `Held` (asked for, and kept by law for now) or `Erased`. */
  state: string;
  /** A code. */
  reason?: string;
  /** The law it rests on, a code. */
  legalGround?: string;
  /** When it was asked for and could not be, the last time. */
  heldAt?: string;
  /** When it was decided. */
  erasedAt?: string;
  /** When her key was destroyed: since then nothing of her can be opened here. */
  keyDeletedAt?: string;
  /** Since when nothing of her can be opened in any backup of the database either. */
  finalAt?: string;
  /** Until when that is so at the latest. */
  finalExpectedBy?: string;
  /** What is done to erase a person, by its version.
   * @example 'person-key-destroyed.v1' */
  policy: string;
}
