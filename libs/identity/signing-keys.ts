import { type CryptoKey, exportJWK, errors, generateKeyPair, importJWK, type JWK, type JWTVerifyGetKey } from 'jose';
import { randomUUID } from 'node:crypto';
import { transactionOn, type Database } from '#postgres';
import type { Vault } from './secrets.js';

/** What tokens of the bundled provider are signed with: ECDSA on P-256 (RFC 7518). */
export const signingAlgorithm = 'ES256';
const ROTATE_DAYS = 90;
/** Longer than any token that is signed lives. */
const RETIRED_HOURS = 24;

type State = 'next' | 'signing' | 'retired';
interface KeyRecord {
  kid: string;
  sealed: Buffer;
  state: State;
}

/**
 * The keys of the bundled provider. The next one is published before it signs, and the last one until all that it signed
 * has expired: whoever knows the published keys of yesterday can verify what is signed today.
 */
export class SigningKeys {
  constructor(
    private readonly database: Database,
    private readonly vault: Vault,
  ) {}

  /** The private keys, the signing one first; made when there are none, changed when they are due. */
  async current(): Promise<JWK[]> {
    const { rows } = await this.database.query<{ due: boolean }>(
      `SELECT since < clock_timestamp() - make_interval(days => $1) AS due
       FROM tirek_identity.signing_keys WHERE state = 'signing'`,
      [ROTATE_DAYS],
    );
    if (rows[0]?.due !== false) await this.rotate({ onlyIfDue: true });
    return this.read();
  }

  /** Changes to the next key. Several processes may do so at once: where `onlyIfDue`, one of them does. */
  async rotate({ onlyIfDue = false } = {}): Promise<void> {
    await transactionOn(this.database, async (client) => {
      await client.query('LOCK TABLE tirek_identity.signing_keys IN SHARE ROW EXCLUSIVE MODE');
      const { rows } = await client.query<{ state: State; due: boolean }>(
        `SELECT state, since < clock_timestamp() - make_interval(days => $1) AS due FROM tirek_identity.signing_keys`,
        [ROTATE_DAYS],
      );
      const signing = rows.find(({ state }) => state === 'signing');
      if (onlyIfDue && signing && !signing.due) return;
      const change = (from: State, to: State) =>
        client.query('UPDATE tirek_identity.signing_keys SET state = $2, since = clock_timestamp() WHERE state = $1', [
          from,
          to,
        ]);
      const add = async (state: State) => {
        const { kid, publicJwk, privateJwk } = await newKey();
        await client.query(
          'INSERT INTO tirek_identity.signing_keys (kid, public_jwk, sealed, state) VALUES ($1, $2, $3, $4)',
          [kid, publicJwk, this.vault.seal(privateJwk, `signing-key ${kid}`), state],
        );
      };
      await change('signing', 'retired');
      await change('next', 'signing');
      if (!signing) await add('signing');
      await add('next');
      await client.query(
        `DELETE FROM tirek_identity.signing_keys
           WHERE state = 'retired' AND since < clock_timestamp() - make_interval(hours => $1)`,
        [RETIRED_HOURS],
      );
    });
  }

  private async read(): Promise<JWK[]> {
    const { rows } = await this.database.query<KeyRecord>(
      `SELECT kid, sealed, state FROM tirek_identity.signing_keys
       ORDER BY array_position(ARRAY['signing', 'next', 'retired'], state), since DESC`,
    );
    return rows.map(({ kid, sealed }) => this.vault.open(sealed, `signing-key ${kid}`) as JWK);
  }
}

async function newKey(): Promise<{ kid: string; publicJwk: JWK; privateJwk: JWK }> {
  const kid = randomUUID();
  const { publicKey, privateKey } = await generateKeyPair(signingAlgorithm, { extractable: true });
  const named = { kid, alg: signingAlgorithm, use: 'sig' };
  return {
    kid,
    publicJwk: { ...(await exportJWK(publicKey)), ...named },
    privateJwk: { ...(await exportJWK(privateKey)), ...named },
  };
}

/** How long a published key that was read counts without being read again, in milliseconds. */
const FRESH_MS = 60_000;
/** How long the database is not asked again for a key that it does not have, in milliseconds. */
const MISSING_MS = 5_000;

/** The published keys of the bundled provider, straight from the database: what `jwtVerify` asks for the key of a token. */
export function bundledKeys(database: Database): JWTVerifyGetKey {
  let keys = new Map<string, CryptoKey | Uint8Array>();
  let readAt = 0;
  const read = async (): Promise<void> => {
    const { rows } = await database.query<{ kid: string; public_jwk: JWK }>(
      'SELECT kid, public_jwk FROM tirek_identity.signing_keys',
    );
    const imported = rows.map(
      async ({ kid, public_jwk }) => [kid, await importJWK(public_jwk, signingAlgorithm)] as const,
    );
    keys = new Map(await Promise.all(imported));
    readAt = Date.now();
  };
  return async ({ kid }) => {
    const age = Date.now() - readAt;
    const known = kid === undefined ? undefined : keys.get(kid);
    if (age > (known ? FRESH_MS : MISSING_MS)) await read();
    const key = kid === undefined ? undefined : keys.get(kid);
    if (key === undefined) throw new errors.JWKSNoMatchingKey();
    return key;
  };
}
