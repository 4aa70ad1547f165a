import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import { type Database, transactionOn } from '#postgres';

interface PasskeyRecord {
  credential_id: string;
  public_key: Buffer;
  counter: number;
  transports: string[];
  made_at: Date;
}

/** What a browser is asked, and what its answer must be to. */
export interface PasskeyQuestion {
  readonly challenge: string;
  /** PublicKeyCredentialCreationOptionsJSON or PublicKeyCredentialRequestOptionsJSON. */
  readonly options: object;
}

/** EdDSA, ES256 and RS256 (COSE): what devices have. Named, since asking Node for more warns that it is experimental. */
const algorithms = [-8, -7, -257];

/** Passkeys of accounts (Web Authentication Level 3). The device asks its owner: a passkey alone is two factors. */
export class Passkeys {
  private readonly rpID: string;
  /** Browsers know passkeys of names only, not of numeric addresses, and of https or this machine only. */
  readonly possible: boolean;

  /** `origin`: where browsers reach this installation. */
  constructor(
    private readonly database: Database,
    private readonly origin: string,
  ) {
    this.rpID = new URL(origin).hostname;
    this.possible = !/^[\d.]+$|^\[/.test(this.rpID);
  }

  /** When each passkey of a user was made. */
  async of(user: string): Promise<{ readonly id: string; readonly madeAt: Date }[]> {
    return (await this.records(user)).map(({ credential_id, made_at }) => ({ id: credential_id, madeAt: made_at }));
  }

  /** What to ask a browser that is to make a passkey. */
  async askToMake(user: string): Promise<PasskeyQuestion> {
    const options = await generateRegistrationOptions({
      rpName: 'Tirek',
      rpID: this.rpID,
      userName: user,
      excludeCredentials: (await this.records(user)).map(({ credential_id }) => ({ id: credential_id })),
      supportedAlgorithmIDs: algorithms,
      authenticatorSelection: { residentKey: 'preferred', userVerification: 'required' },
    });
    return { challenge: options.challenge, options };
  }

  /** Takes on the passkey that a browser made; false when the answer is not to our question. */
  async enrol(user: string, answer: string, challenge: string): Promise<boolean> {
    const verified = await quiet(() =>
      verifyRegistrationResponse({
        response: JSON.parse(answer) as RegistrationResponseJSON,
        supportedAlgorithmIDs: algorithms,
        expectedChallenge: challenge,
        expectedOrigin: this.origin,
        expectedRPID: this.rpID,
      }),
    );
    if (!verified?.verified) return false;
    const { id, publicKey, counter, transports = [] } = verified.registrationInfo.credential;
    const { rowCount } = await this.database.query(
      `INSERT INTO tirek_identity.passkeys (credential_id, user_name, public_key, counter, transports)
       VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING`,
      [id, user, Buffer.from(publicKey), counter, transports],
    );
    return rowCount === 1;
  }

  /** What to ask a browser that is to show a passkey of this user. */
  async askToShow(user: string): Promise<PasskeyQuestion> {
    const options = await generateAuthenticationOptions({
      rpID: this.rpID,
      allowCredentials: (await this.records(user)).map(({ credential_id, transports }) => ({
        id: credential_id,
        transports,
      })),
      userVerification: 'required',
    });
    return { challenge: options.challenge, options };
  }

  /** Whether a browser showed a passkey of this user, in answer to our question. */
  async check(user: string, answer: string, challenge: string): Promise<boolean> {
    const response = await quiet(async () => JSON.parse(answer) as AuthenticationResponseJSON);
    const record = (await this.records(user)).find(({ credential_id }) => credential_id === response?.id);
    if (!response || !record) return false;
    const { credential_id, public_key, counter } = record;
    const verified = await quiet(() =>
      verifyAuthenticationResponse({
        response,
        expectedChallenge: challenge,
        expectedOrigin: this.origin,
        expectedRPID: this.rpID,
        credential: { id: credential_id, publicKey: new Uint8Array(public_key), counter },
      }),
    );
    if (!verified?.verified) return false;
    // a counter that does not grow, where one is kept, means a copy; of two answers at once one counts
    const { rowCount } = await this.database.query(
      'UPDATE tirek_identity.passkeys SET counter = $3 WHERE credential_id = $1 AND counter = $2',
      [credential_id, counter, verified.authenticationInfo.newCounter],
    );
    return rowCount === 1;
  }

  /** Takes a passkey away; false: it stays, since the account has no other second factor. */
  async remove(user: string, id: string): Promise<boolean> {
    return transactionOn(this.database, async (client) => {
      // one removal at a time for an account: of two passkeys each would be taken for the one that stays
      const { rows } = await client.query<{ hasTotp: boolean }>(
        `SELECT totp IS NOT NULL AS "hasTotp" FROM tirek_identity.accounts WHERE user_name = $1 FOR NO KEY UPDATE`,
        [user],
      );
      const { rowCount: others } = await client.query(
        'SELECT FROM tirek_identity.passkeys WHERE user_name = $1 AND credential_id <> $2',
        [user, id],
      );
      if (!rows[0]?.hasTotp && others === 0) return false;
      await client.query('DELETE FROM tirek_identity.passkeys WHERE user_name = $1 AND credential_id = $2', [user, id]);
      return true;
    });
  }

  private async records(user: string): Promise<PasskeyRecord[]> {
    const { rows } = await this.database.query<PasskeyRecord>(
      `SELECT credential_id, public_key, counter, transports, made_at
       FROM tirek_identity.passkeys WHERE user_name = $1 ORDER BY made_at`,
      [user],
    );
    return rows;
  }
}

/** The library throws on what a browser sent that is not as it should be: then the answer does not count. */
async function quiet<T>(check: () => Promise<T>): Promise<T | undefined> {
  try {
    return await check();
  } catch {
    return undefined;
  }
}
