import { LRUCache } from 'lru-cache';
import { Problem } from '#kernel';
import type { Database } from '#postgres';
import type { Caller } from './caller.js';
import type { Role } from './roles.js';

/** For how long what was read of a user counts, in milliseconds: so long, at most, has access who was just sent away. */
const CACHED_MS = 10_000;

/** What is recorded of one user. */
interface Standing {
  /** When they signed out everywhere, the last time. */
  readonly not_before: Date | null;
  readonly memberships: readonly {
    readonly organisationId: string;
    readonly roles: readonly Role[];
    readonly left: boolean;
  }[];
}

/** Whom access tokens still speak for: who works where, and who has signed out. */
export interface Members {
  /** Whether the members of all organisations are kept here; else an outside issuer says who is one. */
  readonly kept: boolean;
  /** The caller with the roles that they still have; undefined: they are not let in, or no longer. */
  admit(caller: Caller): Promise<Caller | undefined>;
  /** Whether a user may be of an organisation: false only when it is known that they are not. */
  mayBeOf(user: string, organisationId: string): Promise<boolean>;
  /** Ends everything that a user is signed in to, as of now: access tokens of before are refused. */
  signOutEverywhere(user: string): Promise<void>;
}

/**
 * Reads the projection `members` and the sign-outs. `kept`: the members of all organisations are kept here, so that who
 * is not among them is nobody; else an outside issuer says who is a member, and who has left by what is recorded here is
 * refused all the same.
 */
export class RecordedMembers implements Members {
  private readonly known: LRUCache<string, Standing>;

  constructor(
    private readonly database: Database,
    readonly kept: boolean,
    cachedMs = CACHED_MS,
  ) {
    this.known = new LRUCache({ max: 10_000, ttl: cachedMs });
  }

  async admit(caller: Caller): Promise<Caller | undefined> {
    const known = this.known.get(caller.user);
    const admitted = known && this.judge(caller, known);
    // who is refused may be invited, or sign in again, the next moment: only what lets in is remembered
    if (admitted) return admitted;
    const standing = await this.read(caller.user);
    this.known.set(caller.user, standing);
    return this.judge(caller, standing);
  }

  async mayBeOf(user: string, organisationId: string): Promise<boolean> {
    const { memberships } = await this.read(user);
    const membership = memberships.find((one) => one.organisationId === organisationId);
    return membership ? !membership.left : !this.kept;
  }

  async signOutEverywhere(user: string): Promise<void> {
    // the clock of the database: that of the sessions too
    await this.database.query(
      `INSERT INTO tirek_access.sign_outs AS known (user_name, not_before) VALUES ($1, clock_timestamp())
       ON CONFLICT (user_name) DO UPDATE SET not_before = greatest(known.not_before, excluded.not_before)`,
      [user],
    );
    this.known.delete(user);
  }

  private judge(caller: Caller, { not_before, memberships }: Standing): Caller | undefined {
    // tokens tell time in whole seconds
    if (not_before && (caller.signedInAt ?? 0) <= not_before.getTime()) return undefined;
    const membership = memberships.find(({ organisationId }) => organisationId === caller.organisationId);
    if (membership?.left) return undefined;
    // another system is no member: its issuer speaks for it
    if (!this.kept || caller.scopes) return caller;
    const roles = caller.roles.filter((role) => membership?.roles.includes(role));
    return roles.length > 0 ? { ...caller, roles } : undefined;
  }

  private async read(user: string): Promise<Standing> {
    try {
      const { rows } = await this.database.query<Standing>(
        `SELECT (SELECT not_before FROM tirek_access.sign_outs WHERE user_name = $1) AS not_before,
                (SELECT coalesce(json_agg(json_build_object(
                          'organisationId', organisation_id, 'roles', roles, 'left', left_at IS NOT NULL)), '[]')
                   FROM members.members WHERE user_name = $1) AS memberships`,
        [user],
      );
      return rows[0]!;
    } catch (error) {
      if ((error as { code?: string }).code !== UNDEFINED_TABLE) throw error;
      throw new Problem('not-ready', 'The list of members is being made.', [], { headers: { 'retry-after': '1' } });
    }
  }
}

/** SQLSTATE: the projection was never run on this database, or is just being replaced by its rebuild. */
const UNDEFINED_TABLE = '42P01';
