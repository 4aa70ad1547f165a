import { createHash, createHmac, randomBytes, type KeyObject, timingSafeEqual } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Problem } from '#kernel';
import type { Database } from '#postgres';
import { idleMinutes, type IssuerClient, SignInRefused, type Tokens } from './issuer-client.js';
import { openJson, sealJson } from './sealed-box.js';

/** And in any case so long after the sign-in, in hours. */
const LONGEST_HOURS = 12;
/** An access token is renewed so long before its end, in milliseconds. */
const RENEW_BEFORE_MS = 15_000;
/** Whoever renews has so long for it, in milliseconds, before another may try. */
const RENEWAL_MS = 10_000;
const LOOK_EVERY_MS = 50;

/** A living session. Its secret is in the browser's cookie and nowhere else. */
export interface Session {
  readonly secret: string;
  readonly accessToken: string;
  /** When it ends, if it is used until then. */
  readonly expiresAt: Date;
}

interface Stored {
  readonly sealed: string;
  readonly access_expires_at: Date;
  readonly expires_at: Date;
  /** Its last use was noted longer ago than a minute: by the minute is enough. */
  readonly unnoted: boolean;
}

const hashOf = (secret: string): Buffer => createHash('sha256').update(secret).digest();
const living = `expires_at > now() AND used_at > now() - interval '${idleMinutes} minutes'`;

/** What a write must send along, to show that it comes from a page of ours: follows from the secret, which no page can read. */
export const csrfTokenOf = (secret: string): string =>
  createHmac('sha256', secret).update('tirek csrf').digest('base64url');

/** Whether that is what was sent along; takes as long for each wrong one. */
export const isCsrfTokenOf = (secret: string, sent: string): boolean =>
  timingSafeEqual(hashOf(csrfTokenOf(secret)), hashOf(sent));

/** The sessions of browsers: tokens of the issuer kept for them, sealed, by a random secret of which a hash is stored. */
export class Sessions {
  constructor(
    private readonly database: Database,
    private readonly key: KeyObject,
    private readonly issuer: IssuerClient,
  ) {}

  /** Begins a session; answers its secret. Sessions that have ended are removed on the way. */
  async begin(user: string, tokens: Tokens): Promise<string> {
    const secret = randomBytes(32).toString('base64url');
    await this.database.query(`DELETE FROM tirek_access.sessions WHERE NOT (${living})`);
    await this.database.query(
      `INSERT INTO tirek_access.sessions
         (id_hash, user_name, sealed, access_expires_at, started_at, used_at, expires_at)
       VALUES ($1, $2, $3, $4, now(), now(), now() + interval '${LONGEST_HOURS} hours')`,
      [hashOf(secret), user, await this.seal(secret, tokens), new Date(tokens.expiresAt)],
    );
    return secret;
  }

  /**
   * The session of a secret, its access token renewed where need be; undefined when there is none, or no longer.
   * `inBackground`: nobody uses it by this. Throws Problem when the issuer must renew and cannot be reached.
   */
  async find(secret: string, inBackground: boolean): Promise<Session | undefined> {
    const stored = await this.read(secret);
    if (stored?.unnoted && !inBackground) await this.noteUse(secret);
    if (!stored) return undefined;
    const { access_expires_at, expires_at } = stored;
    const tokens =
      access_expires_at.getTime() - Date.now() > RENEW_BEFORE_MS
        ? await this.open(secret, stored.sealed)
        : await this.renew(secret, access_expires_at);
    return tokens && { secret, accessToken: tokens.access, expiresAt: expires_at };
  }

  /** Ends a session, here and, as far as it goes, with the issuer. */
  async end(secret: string): Promise<void> {
    const { rows } = await this.database.query<Pick<Stored, 'sealed'>>(
      'DELETE FROM tirek_access.sessions WHERE id_hash = $1 RETURNING sealed',
      [hashOf(secret)],
    );
    const tokens = rows[0] && (await this.open(secret, rows[0].sealed));
    if (tokens?.refresh) await this.issuer.revoke(tokens.refresh);
  }

  /** Ends all sessions of a user. */
  async endAllOf(user: string): Promise<void> {
    await this.database.query('DELETE FROM tirek_access.sessions WHERE user_name = $1', [user]);
  }

  /** Reads a living session. */
  private async read(secret: string): Promise<Stored | undefined> {
    const { rows } = await this.database.query<Stored>(
      `SELECT sealed, access_expires_at, expires_at, used_at < now() - interval '1 minute' AS unnoted
         FROM tirek_access.sessions WHERE id_hash = $1 AND ${living}`,
      [hashOf(secret)],
    );
    return rows[0];
  }

  private async noteUse(secret: string): Promise<void> {
    await this.database.query('UPDATE tirek_access.sessions SET used_at = now() WHERE id_hash = $1', [hashOf(secret)]);
  }

  /**
   * Renews the access token that ends at a time: one request over all processes asks the issuer, since a refresh token
   * that is used twice is taken for stolen; the others wait for it.
   */
  private async renew(secret: string, endsAt: Date): Promise<Tokens | undefined> {
    const giveUpAt = Date.now() + RENEWAL_MS;
    while (Date.now() < giveUpAt) {
      const { rows } = await this.database.query<Pick<Stored, 'sealed'>>(
        `UPDATE tirek_access.sessions SET renewing_until = now() + interval '${RENEWAL_MS} milliseconds'
          WHERE id_hash = $1 AND access_expires_at = $2 AND coalesce(renewing_until, now()) <= now() RETURNING sealed`,
        [hashOf(secret), endsAt],
      );
      if (rows[0]) return this.renewNow(secret, rows[0].sealed, endsAt);
      await sleep(LOOK_EVERY_MS);
      const stored = await this.read(secret);
      if (!stored) return undefined;
      if (stored.access_expires_at.getTime() !== endsAt.getTime()) return this.open(secret, stored.sealed);
    }
    throw new Problem('not-ready', 'Your sign-in is being renewed; try again.', [], {
      headers: { 'retry-after': '1' },
    });
  }

  private async renewNow(secret: string, sealed: string, endsAt: Date): Promise<Tokens | undefined> {
    const tokens = await this.open(secret, sealed);
    if (!tokens) return undefined;
    try {
      if (!tokens.refresh) throw new SignInRefused('the issuer gave no refresh token');
      const renewed = await this.issuer.renew(tokens.refresh);
      await this.database.query(
        `UPDATE tirek_access.sessions SET sealed = $2, access_expires_at = $3, renewing_until = NULL
          WHERE id_hash = $1`,
        [hashOf(secret), await this.seal(secret, renewed), new Date(renewed.expiresAt)],
      );
      return renewed;
    } catch (error) {
      if (error instanceof SignInRefused) {
        if (endsAt.getTime() > Date.now()) return tokens;
        await this.database.query('DELETE FROM tirek_access.sessions WHERE id_hash = $1', [hashOf(secret)]);
        return undefined;
      }
      await this.database.query('UPDATE tirek_access.sessions SET renewing_until = NULL WHERE id_hash = $1', [
        hashOf(secret),
      ]);
      throw error;
    }
  }

  private seal(secret: string, tokens: Tokens): Promise<string> {
    return sealJson(this.key, tokens, `session ${hashOf(secret).toString('base64url')}`);
  }

  private async open(secret: string, sealed: string): Promise<Tokens | undefined> {
    const opened = await openJson(this.key, sealed, `session ${hashOf(secret).toString('base64url')}`);
    return opened as Tokens | undefined;
  }
}
