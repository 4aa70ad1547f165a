import { transactionOn, type Database } from '#postgres';
import { endSessionsOf } from './artifacts.js';
import { hashPassword } from './passwords.js';
import { randomSecret, sha256 } from './secrets.js';

const HOURS = 72;

/** What an invitation is for. */
export interface Invitation {
  readonly user: string;
  /** For somebody who lost their password or second factor: both are set anew. */
  readonly recovers: boolean;
}

/** Links by which people set the password of their account: each works once, for 72 hours. */
export class Invitations {
  /** `url`: of the pages of the provider, without a slash at the end. */
  constructor(
    private readonly database: Database,
    private readonly url: string,
  ) {}

  /**
   * A link for somebody who has no account yet, replacing an earlier one. Undefined: there is an account; they sign in
   * with it, and who invites them to a second organisation gets no hold of it.
   */
  async create(user: string): Promise<string | undefined> {
    const { rowCount } = await this.database.query('SELECT FROM tirek_identity.accounts WHERE user_name = $1', [user]);
    return rowCount === 0 ? this.issue({ user, recovers: false }) : undefined;
  }

  /** A link by which somebody gets into their account again. For whoever runs the installation to hand out, in person. */
  recover(user: string): Promise<string> {
    return this.issue({ user, recovers: true });
  }

  /** What a link is for; undefined: it was used, replaced or is too old. */
  async find(token: string): Promise<Invitation | undefined> {
    const { rows } = await this.database.query<Invitation>(
      `SELECT user_name AS "user", recovers FROM tirek_identity.invitations
       WHERE token_hash = $1 AND expires_at > clock_timestamp()`,
      [sha256(token)],
    );
    return rows[0];
  }

  /** Sets the password and uses the link up; undefined: somebody was faster, or it is too old. */
  async redeem(token: string, password: string): Promise<Invitation | undefined> {
    const hash = await hashPassword(password);
    return transactionOn(this.database, async (client) => {
      const { rows } = await client.query<Invitation>(
        `DELETE FROM tirek_identity.invitations WHERE token_hash = $1 AND expires_at > clock_timestamp()
           RETURNING user_name AS "user", recovers`,
        [sha256(token)],
      );
      const [invitation] = rows;
      if (!invitation) return undefined;
      const { user, recovers } = invitation;
      // what was enrolled before goes with the account, and who got in with it
      if (recovers) {
        await client.query('DELETE FROM tirek_identity.accounts WHERE user_name = $1', [user]);
        await endSessionsOf(user, client);
      }
      const made = await client.query(
        'INSERT INTO tirek_identity.accounts (user_name, password) VALUES ($1, $2) ON CONFLICT DO NOTHING',
        [user, hash],
      );
      return made.rowCount === 1 ? invitation : undefined;
    });
  }

  private async issue({ user, recovers }: Invitation): Promise<string> {
    const token = randomSecret();
    await this.database.query(
      `INSERT INTO tirek_identity.invitations (user_name, token_hash, recovers, expires_at)
       VALUES ($1, $2, $3, clock_timestamp() + make_interval(hours => $4))
       ON CONFLICT (user_name) DO UPDATE SET
         token_hash = excluded.token_hash, recovers = excluded.recovers, expires_at = excluded.expires_at`,
      [user, sha256(token), recovers, HOURS],
    );
    return `${this.url}/invitation/${token}`;
  }
}
