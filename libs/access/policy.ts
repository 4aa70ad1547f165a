import { SetMetadata } from '@nestjs/common';
import type { Role } from './roles.js';

/**
 * What an organisation can be to a case: it holds it, logged it, was offered a referral, accepted one (or she arrived),
 * had one that was completed, had one that was declined or recalled, leads a proceeding, is the commission of its region.
 */
export const relations = [
  'Holder',
  'Logger',
  'Offered',
  'Accepted',
  'Ended',
  'TurnedAway',
  'Proceeding',
  'Commission',
] as const;
export type Relation = (typeof relations)[number];

/** Who may use a route. A route without a policy stops the application at start. */
export type RoutePolicy =
  | 'public'
  | {
      readonly roles: readonly Role[];
      /**
       * The route is about one case (path `caseId`, `referralId` or `proceedingId`, or body `caseId`): the caller's organisation
       * must be one of these to it. No part at all: 404, as if it did not exist. Another part: 403.
       */
      readonly relations?: readonly Relation[];
    };

export const policyKey = 'tirek:policy';

/** Declares the policy of a route. */
export const Policy = (policy: RoutePolicy) => SetMetadata(policyKey, policy);
