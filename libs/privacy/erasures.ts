import type { KeyRing } from './key-ring.js';
import type { PersonKeys } from './person-keys.js';

/** Wrapping all keys anew takes a while after a period is over. */
const ROTATION_MS = 3_600_000;

/** What has become of the key of an erased person. */
export interface KeyDeletion {
  readonly keyDeletedAt: Date;
  /** When the last key of a period was destroyed under which a copy of hers may lie in a backup. */
  readonly finalAt?: Date;
  /** Until then at the latest, while it is not. */
  readonly finalExpectedBy?: Date;
}

/** Destroys the keys of persons, and certifies it. */
export class Erasures {
  constructor(
    private readonly ring: KeyRing,
    private readonly keys: PersonKeys,
  ) {}

  /** Destroys the key of a person; again, it changes nothing. */
  erase(personId: string): Promise<void> {
    return this.keys.erase(personId);
  }

  /** What has become of her key; undefined while she has it, or never had one and was not erased. */
  async of(personId: string): Promise<KeyDeletion | undefined> {
    const { rows } = await this.ring.store.query<{
      erased_at: Date;
      closed_at: Date | null;
      opened_at: Date;
      alive: number;
      destroyed_at: Date | null;
    }>(
      // all up to the last that wrapped her key: copies of it lie under those as well
      `SELECT k.erased_at, own.closed_at, open.made_at AS opened_at,
              count(f.id) FILTER (WHERE f.destroyed_at IS NULL) AS alive, max(f.destroyed_at) AS destroyed_at
       FROM tirek_keys.person_keys AS k
       JOIN tirek_keys.key_files AS open ON open.purpose = 'period' AND open.closed_at IS NULL
       LEFT JOIN tirek_keys.key_files AS own ON own.id = k.period_id
       LEFT JOIN tirek_keys.key_files AS f ON f.purpose = 'period' AND f.made_at <= own.made_at
       WHERE k.person_id = $1 AND k.erased_at IS NOT NULL
       GROUP BY k.erased_at, own.closed_at, open.made_at`,
      [personId],
    );
    const [row] = rows;
    if (!row) return undefined;
    const { erased_at: keyDeletedAt, closed_at, opened_at, alive, destroyed_at } = row;
    if (alive === 0) return { keyDeletedAt, finalAt: latest(keyDeletedAt, destroyed_at) };
    const over = closed_at?.getTime() ?? opened_at.getTime() + this.ring.periodMs;
    return { keyDeletedAt, finalExpectedBy: new Date(over + ROTATION_MS) };
  }
}

const latest = (one: Date, other: Date | null): Date => (other && other > one ? other : one);
