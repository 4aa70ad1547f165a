import { type Account, hasSecondFactor } from './accounts.js';
import type { Membership } from './memberships.js';

/** A sign-in under way, between one page and the next. */
export interface SignIn {
  /** Who showed their password, or whose session asks for a second factor. */
  readonly user?: string;
  /** What was shown so far (RFC 8176). */
  readonly amr: readonly string[];
  readonly secondFactorShown?: boolean;
  /** The secret of an app that is being taken on. */
  readonly totpSecret?: string;
  /** What a passkey must answer. */
  readonly challenge?: string;
  /** Recovery codes to be told once. */
  readonly freshCodes?: readonly string[];
  readonly organisationId?: string;
}

/** The page that comes next. */
export type Step =
  'password' | 'second-factor' | 'enrolment' | 'recovery-codes' | 'no-organisation' | 'organisation' | 'done';

/**
 * What a sign-in needs next: the password, the second factor (taken on, when there is none yet), and one organisation to
 * work for. Invented people of a demonstration store need no second factor.
 */
export function stepOf(
  { user, secondFactorShown, freshCodes, organisationId }: SignIn,
  account: Account | undefined,
  memberships: readonly Membership[],
): Step {
  if (user === undefined || !account) return 'password';
  if (!account.demonstration && !secondFactorShown) return hasSecondFactor(account) ? 'second-factor' : 'enrolment';
  if (freshCodes) return 'recovery-codes';
  if (memberships.length === 0) return 'no-organisation';
  return memberships.length === 1 || memberships.some((one) => one.organisationId === organisationId)
    ? 'done'
    : 'organisation';
}
