import type { Adapter, AdapterPayload } from 'oidc-provider';
import { errors } from 'oidc-provider';
import type { Database } from '#postgres';
import { sha256, type Vault } from './secrets.js';

interface ArtifactRecord {
  id_hash: Buffer;
  sealed: Buffer;
  consumed_at: Date | null;
}

/** What ends with its grant. */
const ofGrant: readonly string[] = ['AccessToken', 'AuthorizationCode', 'RefreshToken'];

/** Where the provider keeps one kind of thing: sessions, grants, codes, refresh tokens. Nothing that opens a door is in clear. */
export class Artifacts implements Adapter {
  constructor(
    private readonly model: string,
    private readonly database: Database,
    private readonly vault: Vault,
  ) {}

  async upsert(id: string, payload: AdapterPayload, expiresIn: number): Promise<void> {
    const idHash = sha256(id);
    const { uid, grantId, accountId } = payload;
    await this.database.query(
      `INSERT INTO tirek_identity.artifacts (model, id_hash, sealed, uid_hash, grant_id, user_name, expires_at)
       VALUES ($1, $2, $3, $4, $5, $6, clock_timestamp() + make_interval(secs => $7))
       ON CONFLICT (model, id_hash) DO UPDATE SET
         sealed = excluded.sealed, uid_hash = excluded.uid_hash, grant_id = excluded.grant_id,
         user_name = excluded.user_name, expires_at = excluded.expires_at`,
      [
        this.model,
        idHash,
        this.vault.seal(payload, this.place(idHash)),
        uid ? sha256(uid) : null,
        this.model === 'Grant' ? id : ofGrant.includes(this.model) ? (grantId ?? null) : null,
        accountId ?? null,
        expiresIn,
      ],
    );
  }

  find(id: string): Promise<AdapterPayload | undefined> {
    return this.one('id_hash', id);
  }

  findByUid(uid: string): Promise<AdapterPayload | undefined> {
    return this.one('uid_hash', uid);
  }

  /** Device codes are not offered. */
  async findByUserCode(): Promise<undefined> {
    return undefined;
  }

  /** Marks a code or token as used. Of two uses at once the second fails, and what came of the first ends (RFC 6749, 4.1.2). */
  async consume(id: string): Promise<void> {
    const { rowCount } = await this.database.query(
      `UPDATE tirek_identity.artifacts SET consumed_at = clock_timestamp()
       WHERE model = $1 AND id_hash = $2 AND consumed_at IS NULL`,
      [this.model, sha256(id)],
    );
    if (rowCount === 1) return;
    const used = await this.find(id);
    if (used?.grantId) {
      await this.database.query('DELETE FROM tirek_identity.artifacts WHERE grant_id = $1', [used.grantId]);
    }
    throw new errors.InvalidGrant('it was used already');
  }

  async destroy(id: string): Promise<void> {
    await this.database.query('DELETE FROM tirek_identity.artifacts WHERE model = $1 AND id_hash = $2', [
      this.model,
      sha256(id),
    ]);
  }

  async revokeByGrantId(grantId: string): Promise<void> {
    await this.database.query('DELETE FROM tirek_identity.artifacts WHERE model = $1 AND grant_id = $2', [
      this.model,
      grantId,
    ]);
  }

  private async one(by: 'id_hash' | 'uid_hash', value: string): Promise<AdapterPayload | undefined> {
    const { rows } = await this.database.query<ArtifactRecord>(
      `SELECT id_hash, sealed, consumed_at FROM tirek_identity.artifacts
       WHERE model = $1 AND ${by} = $2 AND expires_at > clock_timestamp()`,
      [this.model, sha256(value)],
    );
    const [found] = rows;
    if (!found) return undefined;
    const payload = this.vault.open(found.sealed, this.place(found.id_hash)) as AdapterPayload;
    return found.consumed_at ? { ...payload, consumed: Math.floor(found.consumed_at.getTime() / 1000) } : payload;
  }

  private place(idHash: Buffer): string {
    return `${this.model} ${idHash.toString('hex')}`;
  }
}

/** Ends all that a user is signed in to at the provider, or is about to be: sessions, grants, refresh tokens, sign-ins. */
export async function endSessionsOf(user: string, database: Pick<Database, 'query'>): Promise<void> {
  await database.query('DELETE FROM tirek_identity.artifacts WHERE user_name = $1', [user]);
}

/** Removes what is over. */
export async function sweep(database: Database): Promise<void> {
  for (const table of ['artifacts', 'chosen_organisations', 'invitations']) {
    await database.query(`DELETE FROM tirek_identity.${table} WHERE expires_at < clock_timestamp()`);
  }
  await database.query(`DELETE FROM tirek_identity.attempts WHERE last_at < clock_timestamp() - interval '1 day'`);
}
