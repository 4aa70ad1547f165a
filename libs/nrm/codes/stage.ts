import type { Stage } from './codes.js';

/** The facts of a case that its stage follows from. */
export interface StageFacts {
  /** Closed, and not reopened since. */
  readonly closed: boolean;
  /** A rehabilitation plan was made. */
  readonly rehabilitation: boolean;
  /** She arrived at a receiver, an assistance plan was made or a service was given. */
  readonly assisted: boolean;
  /** A referral is Sent, Accepted, or Expired without another answer. */
  readonly referralUnderWay: boolean;
}

/**
 * The stage that people talk about (design, section 3). Derived and never decided: the pillars run in parallel, the
 * furthest one reached gives the name. Reopening a case shows the stage it had before.
 */
export function deriveStage({ closed, rehabilitation, assisted, referralUnderWay }: StageFacts): Stage {
  if (closed) return 'Closed';
  if (rehabilitation) return 'InRehabilitation';
  if (assisted) return 'InAssistance';
  return referralUnderWay ? 'Referred' : 'Identified';
}
