import { SetMetadata } from '@nestjs/common';
import type { Role } from './roles.js';

/**
 * What an organisation can be to a case: it holds it, logged it, was offered a referral, accepted one (or she arrived),
 * had one that was completed, had one that was declined or recalled, leads a proceeding, is the commission of its region,
 * opened it in an emergency. `Assigned`: the caller in person is the one it was given to.
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
  'Assigned',
  'Emergency',
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
      /** Of `roles`, those that use the route without a part in the case: who watches over it, not who works on it. */
      readonly withoutPart?: readonly Role[];
      /**
       * What its answer tells of people, which is in the log of reads before the answer leaves. Every GET says so; a write
       * that answers with ids alone need not.
       */
      readonly reads?: ReadKind;
      /** Pages use the route by themselves, with nobody there: using it does not keep a session from ending. */
      readonly inBackground?: true;
    };

/**
 * What an answer tells of people: nothing, figures that name no case, a file, a list of cases, what a search found, or an
 * export.
 */
export const readKinds = ['Nothing', 'Figures', 'Case', 'List', 'Search', 'Export'] as const;
export type ReadKind = (typeof readKinds)[number];

export const policyKey = 'tirek:policy';

/** Declares the policy of a route. */
export const Policy = (policy: RoutePolicy) => SetMetadata(policyKey, policy);
