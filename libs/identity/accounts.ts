import type { Database } from '#postgres';
import { hashPassword, nobodysHash, verifyPassword } from './passwords.js';

/** Somebody who can sign in here. */
export interface Account {
  readonly user: string;
  /** An invented person of a demonstration store: signs in with a password alone. */
  readonly demonstration: boolean;
  readonly hasTotp: boolean;
  readonly passkeys: number;
  /** Recovery codes that are left. */
  readonly recoveryCodes: number;
}

/** Whether the account has shown us what a second factor could be. */
export const hasSecondFactor = ({ hasTotp, passkeys }: Account): boolean => hasTotp || passkeys > 0;

/** The accounts of the bundled provider. Which organisations people work for is not said here. */
export class Accounts {
  constructor(private readonly database: Database) {}

  /** Undefined: there is none of this name. */
  async find(user: string): Promise<Account | undefined> {
    const { rows } = await this.database.query<Account>(
      `SELECT user_name AS "user", demonstration, totp IS NOT NULL AS "hasTotp",
              (SELECT count(*) FROM tirek_identity.passkeys p WHERE p.user_name = a.user_name)::int AS passkeys,
              (SELECT count(*) FROM tirek_identity.recovery_codes c WHERE c.user_name = a.user_name)::int AS "recoveryCodes"
       FROM tirek_identity.accounts a WHERE user_name = $1`,
      [user],
    );
    return rows[0];
  }

  /** Whether anybody has ever been taken on. */
  async any(): Promise<boolean> {
    const { rowCount } = await this.database.query('SELECT FROM tirek_identity.accounts LIMIT 1');
    return rowCount === 1;
  }

  /** Whether this is the password of this user. Takes as long where there is no such user. */
  async checkPassword(user: string, password: string): Promise<boolean> {
    const { rows } = await this.database.query<{ password: string }>(
      'SELECT password FROM tirek_identity.accounts WHERE user_name = $1',
      [user],
    );
    const stored = rows[0]?.password;
    const { correct, outdated } = await verifyPassword(password, stored ?? (await nobodysHash));
    if (stored === undefined || !correct) return false;
    if (outdated) {
      await this.database.query(
        'UPDATE tirek_identity.accounts SET password = $3 WHERE user_name = $1 AND password = $2',
        [user, stored, await hashPassword(password)],
      );
    }
    return true;
  }

  /** Opens accounts for the invented users of a demonstration store, all with one password; those there stay. */
  async demonstrate(users: readonly string[], password: string): Promise<void> {
    await this.database.query(
      `INSERT INTO tirek_identity.accounts (user_name, password, demonstration)
       SELECT unnest($1::text[]), $2, true ON CONFLICT DO NOTHING`,
      [users, await hashPassword(password)],
    );
  }
}
