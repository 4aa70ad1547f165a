import type { ProceedingStage } from '#nrm/codes';

/** Registers a criminal proceeding on a case and gives it to a prosecutor's office. `registerNumber` is personal. */
export interface RegisterProceeding {
  readonly type: 'RegisterProceeding';
  readonly proceedingId: string;
  readonly caseId: string;
  readonly office: string;
  readonly registeredBy: string;
  readonly registerNumber: string;
  readonly registeredOn: string;
  readonly articles: readonly string[];
  /** The office named is a prosecutor's office of the mechanism. */
  readonly officeIsProsecution: boolean;
  /** Local date of the country. */
  readonly today: string;
}

/** Moves the proceeding to another stage. `ground` is personal. */
export interface MoveStage {
  readonly type: 'MoveStage';
  readonly stage: ProceedingStage;
  readonly on: string;
  readonly ground?: string;
  /** Local date of the country. */
  readonly today: string;
}

/** Brings a charge under another article. `ground` is personal. */
export interface RequalifyCharge {
  readonly type: 'RequalifyCharge';
  readonly from: string;
  readonly to: string;
  readonly on: string;
  readonly ground: string;
  /** Local date of the country. */
  readonly today: string;
}

/** What can be asked of `proceeding-{proceedingId}`. */
export type ProsecutionCommand = RegisterProceeding | MoveStage | RequalifyCharge;
