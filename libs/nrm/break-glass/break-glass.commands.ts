import type { BreakGlassOutcome } from './break-glass.codes.js';

/** Opens a file in an emergency. `reason` is personal. */
export interface OpenBreakGlass {
  readonly type: 'OpenBreakGlass';
  readonly breakGlassId: string;
  readonly caseId: string;
  readonly organisationId: string;
  readonly user: string;
  readonly reason: string;
  /** Whole hours, 1 at least. */
  readonly hours: number;
  /** ISO 8601 in UTC. */
  readonly now: string;
  /** The user's organisation has a part in the case. */
  readonly hasPart: boolean;
  /** The user has this file open in an emergency already. */
  readonly open: boolean;
  /** How many openings of this user wait for their review. */
  readonly unreviewed: number;
}

/** Judges an opening afterwards. `note` is personal. */
export interface ReviewBreakGlass {
  readonly type: 'ReviewBreakGlass';
  /** Who judges. */
  readonly user: string;
  readonly outcome: BreakGlassOutcome;
  readonly note?: string;
}

/** What can be asked of `break-glass-{breakGlassId}`. */
export type BreakGlassCommand = OpenBreakGlass | ReviewBreakGlass;
