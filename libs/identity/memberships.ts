import type { Role } from '#access';
import type { EventStore } from '#event-store';
import type { Database } from '#postgres';

/** For which organisation somebody works, in which roles. */
export interface Membership {
  readonly organisationId: string;
  readonly roles: readonly Role[];
}

/** Who works where, and for which of those organisations somebody signed in. */
export class Memberships {
  constructor(
    private readonly database: Database,
    private readonly store: EventStore,
  ) {}

  /** The organisations that a user works for now, from the projection `members`. */
  async of(user: string): Promise<Membership[]> {
    const { rows } = await this.database.query<Membership>(
      `SELECT organisation_id AS "organisationId", roles FROM members.members
       WHERE user_name = $1 AND left_at IS NULL ORDER BY organisation_id`,
      [user],
    );
    return rows;
  }

  /** What an organisation is called; its id while that is not known. */
  async nameOf(organisationId: string): Promise<string> {
    const events = await this.store.readStream(`organisation-${organisationId}`);
    const names = events
      .map(({ data }) => (data as { name?: unknown }).name)
      .filter((name) => typeof name === 'string');
    return names.at(-1) ?? organisationId;
  }

  /** Keeps for which organisation a grant was given, for so many seconds. */
  async choose(grantId: string, organisationId: string, seconds: number): Promise<void> {
    await this.database.query(
      `INSERT INTO tirek_identity.chosen_organisations (grant_id, organisation_id, expires_at)
       VALUES ($1, $2, clock_timestamp() + make_interval(secs => $3))`,
      [grantId, organisationId, seconds],
    );
  }

  /** The membership under which a user was given a grant, as it is now; undefined: they have left. */
  async under(grantId: string, user: string): Promise<Membership | undefined> {
    const { rows } = await this.database.query<{ organisation_id: string }>(
      'SELECT organisation_id FROM tirek_identity.chosen_organisations WHERE grant_id = $1',
      [grantId],
    );
    const memberships = await this.of(user);
    return memberships.find(({ organisationId }) => organisationId === rows[0]?.organisation_id);
  }
}
