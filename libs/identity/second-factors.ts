import { randomInt } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';
import { transactionOn, type Database } from '#postgres';
import type { Vault } from './secrets.js';

const CODES = 10;
const CODE_LENGTH = 12;
/** Without what looks alike. */
const letters = 'ABCDEFGHJKMNPQRSTVWXYZ23456789';

const totpOf = (secret: string, user: string): TOTP =>
  new TOTP({
    issuer: 'Tirek',
    label: user,
    algorithm: 'SHA1',
    digits: 6,
    period: 30,
    secret: Secret.fromBase32(secret),
  });

/** A new secret for an authenticator app: 160 bits in base32 (RFC 6238, RFC 4226 section 4). */
export const newTotpSecret = (): string => new Secret({ size: 20 }).base32;

/** What the app reads from the square (otpauth://). */
export const totpUri = (secret: string, user: string): string => totpOf(secret, user).toString();

/** The step (30 s each, since 1970) a code is for, one either side of now; undefined: a wrong code. */
export function totpStep(secret: string, code: string, now = Date.now()): number | undefined {
  const token = code.replaceAll(/\s/g, '');
  if (!/^\d{6}$/.test(token)) return undefined;
  const delta = totpOf(secret, '').validate({ token, timestamp: now, window: 1 });
  return delta === null ? undefined : Math.floor(now / 30_000) + delta;
}

/** Authenticator apps and recovery codes of accounts. */
export class SecondFactors {
  constructor(
    private readonly database: Database,
    private readonly vault: Vault,
  ) {}

  /** Takes an app on, by the secret and a code that shows that the app has it; false: the code is wrong. */
  async enrolTotp(user: string, secret: string, code: string): Promise<boolean> {
    const step = totpStep(secret, code);
    if (step === undefined) return false;
    await this.database.query('UPDATE tirek_identity.accounts SET totp = $2, totp_step = $3 WHERE user_name = $1', [
      user,
      this.vault.seal(secret, `totp ${user}`),
      step,
    ]);
    return true;
  }

  /** Whether a code is the right one now, and was not used before. */
  async checkTotp(user: string, code: string): Promise<boolean> {
    const { rows } = await this.database.query<{ totp: Buffer | null }>(
      'SELECT totp FROM tirek_identity.accounts WHERE user_name = $1',
      [user],
    );
    const sealed = rows[0]?.totp;
    if (!sealed) return false;
    const step = totpStep(this.vault.open(sealed, `totp ${user}`) as string, code);
    if (step === undefined) return false;
    // RFC 6238, 5.2: a code that was accepted once is not accepted again, nor an older one
    const { rowCount } = await this.database.query(
      'UPDATE tirek_identity.accounts SET totp_step = $2 WHERE user_name = $1 AND totp_step < $2',
      [user, step],
    );
    return rowCount === 1;
  }

  /** Makes new recovery codes, which replace those of before; they are told this once. */
  async newRecoveryCodes(user: string): Promise<string[]> {
    const codes = Array.from({ length: CODES }, () =>
      Array.from({ length: CODE_LENGTH }, () => letters[randomInt(letters.length)]).join(''),
    );
    await transactionOn(this.database, async (client) => {
      await client.query('DELETE FROM tirek_identity.recovery_codes WHERE user_name = $1', [user]);
      await client.query(
        'INSERT INTO tirek_identity.recovery_codes (user_name, code_hash) SELECT $1, unnest($2::bytea[])',
        [user, codes.map((code) => this.recoveryHash(user, code))],
      );
    });
    return codes.map((code) => code.replaceAll(/(.{4})(?=.)/g, '$1-'));
  }

  /** Uses a recovery code up; false: there is none like it. */
  async useRecoveryCode(user: string, typed: string): Promise<boolean> {
    const code = typed.toUpperCase().replaceAll(/[^A-Z0-9]/g, '');
    const { rowCount } = await this.database.query(
      'DELETE FROM tirek_identity.recovery_codes WHERE user_name = $1 AND code_hash = $2',
      [user, this.recoveryHash(user, code)],
    );
    return rowCount === 1;
  }

  private recoveryHash(user: string, code: string): Buffer {
    return this.vault.digest('recovery code', user, code);
  }
}
