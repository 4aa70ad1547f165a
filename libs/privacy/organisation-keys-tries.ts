import { Problem } from '#kernel';
import type { Database } from '#postgres';

/** A user of an organisation who unlocks with a passphrase. */
export interface KeyUser {
  readonly organisationId: string;
  readonly user: string;
}

const MOST_TRIES = 5;
const TRIES_MINUTES = 15;

/** How often a user may try a passphrase: five times in a quarter of an hour, until a right one. */
export class PassphraseTries {
  constructor(private readonly pool: Database) {}

  /**
   * Counted before it is looked whether it is right: many at once get no more tries than one after another. Problem 429 when
   * there are none left.
   */
  async take({ organisationId, user }: KeyUser): Promise<void> {
    const { rows } = await this.pool.query<{ tries: number }>(
      `INSERT INTO tirek_organisation_keys.tries AS t (organisation_id, user_name, tries, since)
       VALUES ($1, $2, 1, clock_timestamp())
       ON CONFLICT (organisation_id, user_name) DO UPDATE
         SET tries = CASE WHEN t.since < clock_timestamp() - make_interval(mins => $3) THEN 1 ELSE t.tries + 1 END,
             since = CASE WHEN t.since < clock_timestamp() - make_interval(mins => $3) THEN clock_timestamp() ELSE t.since END
       RETURNING tries`,
      [organisationId, user, TRIES_MINUTES],
    );
    if (rows[0]!.tries > MOST_TRIES) {
      throw new Problem('too-many-requests', `Too many wrong passphrases: wait ${TRIES_MINUTES} minutes.`, [], {
        headers: { 'retry-after': String(TRIES_MINUTES * 60) },
      });
    }
  }

  /** The passphrase was right. */
  async forget({ organisationId, user }: KeyUser): Promise<void> {
    await this.pool.query('DELETE FROM tirek_organisation_keys.tries WHERE organisation_id = $1 AND user_name = $2', [
      organisationId,
      user,
    ]);
  }
}
