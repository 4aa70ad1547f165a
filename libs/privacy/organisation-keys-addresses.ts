import type { Database } from '#postgres';
import type { OrganisationKeys, Unlocked } from './organisation-keys.js';

/** Where shelters are, each sealed to the key of its organisation. */
export class ShelterAddresses {
  constructor(
    private readonly pool: Database,
    private readonly keys: OrganisationKeys,
  ) {}

  /** Replaces the address. Problem 422 when the organisation has no key yet. */
  async change(organisationId: string, address: string): Promise<void> {
    const box = await this.keys.seal(organisationId, address, placeOf(organisationId));
    await this.pool.query(
      `INSERT INTO tirek_organisation_keys.shelter_addresses (organisation_id, box) VALUES ($1, $2)
       ON CONFLICT (organisation_id) DO UPDATE SET box = excluded.box, changed_at = clock_timestamp()`,
      [organisationId, box],
    );
  }

  /** The address; undefined when there is none, or it is sealed to a pair that was not unlocked. */
  async open(organisationId: string, unlocked: Unlocked): Promise<{ address: string; changedAt: Date } | undefined> {
    const { rows } = await this.pool.query<{ box: string; changed_at: Date }>(
      'SELECT box, changed_at FROM tirek_organisation_keys.shelter_addresses WHERE organisation_id = $1',
      [organisationId],
    );
    const address = rows[0] && unlocked.open(rows[0].box, placeOf(organisationId));
    return address === undefined ? undefined : { address, changedAt: rows[0]!.changed_at };
  }
}

const placeOf = (organisationId: string): string => JSON.stringify(['shelter address', organisationId]);
