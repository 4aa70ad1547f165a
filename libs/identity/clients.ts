import { type Members, type Role, type Scope, systemUser } from '#access';
import type { Database } from '#postgres';
import { randomSecret, sha256 } from './secrets.js';

/** Another system that may call the API: for an organisation, in some roles, within some scopes. */
export interface MachineClient {
  readonly clientId: string;
  readonly organisationId: string;
  readonly roles: readonly Role[];
  readonly scopes: readonly Scope[];
}

/** What a client secret is stored and compared as. It is 256 random bits: a slow hash would protect it no better. */
export const secretHash = (secret: string): string => sha256(secret).toString('hex');

const columns = 'client_id AS "clientId", organisation_id AS "organisationId", roles, scopes';

/** The other systems that an administrator has registered. Nobody registers themselves. */
export class Clients {
  constructor(
    private readonly database: Database,
    private readonly members: Pick<Members, 'signOutEverywhere'>,
  ) {}

  /** Registers a system; answers its secret, told this once. Undefined: the name is taken. */
  async add({ clientId, organisationId, roles, scopes }: MachineClient, by: string): Promise<string | undefined> {
    const secret = randomSecret();
    const { rowCount } = await this.database.query(
      `INSERT INTO tirek_identity.clients (client_id, organisation_id, roles, scopes, secret_hash, added_by)
       VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING`,
      [clientId, organisationId, roles, scopes, secretHash(secret), by],
    );
    return rowCount === 1 ? secret : undefined;
  }

  /** With the hash of its secret; undefined: there is none of this name. */
  async find(clientId: string): Promise<(MachineClient & { readonly secretHash: string }) | undefined> {
    // what anybody sends; PostgreSQL has no text with such a character
    if (clientId.includes('\0')) return undefined;
    const { rows } = await this.database.query<MachineClient & { secretHash: string }>(
      `SELECT ${columns}, secret_hash AS "secretHash" FROM tirek_identity.clients WHERE client_id = $1`,
      [clientId],
    );
    return rows[0];
  }

  /** All of them, by name. */
  async list(): Promise<MachineClient[]> {
    const { rows } = await this.database.query<MachineClient>(
      `SELECT ${columns} FROM tirek_identity.clients ORDER BY client_id`,
    );
    return rows;
  }

  /** Takes a system's access away: no more tokens from now on, and those it has are refused. False: there is none of this name. */
  async remove(clientId: string): Promise<boolean> {
    const { rowCount } = await this.database.query('DELETE FROM tirek_identity.clients WHERE client_id = $1', [
      clientId,
    ]);
    // also where it was gone: who repeats a removal that was cut short has it finished
    await this.members.signOutEverywhere(systemUser(clientId));
    return rowCount === 1;
  }
}
