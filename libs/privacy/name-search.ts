import type { KeyObject } from 'node:crypto';
import { reaches } from '#messaging';
import type { Database } from '#postgres';
import { digest } from './digests.js';
import type { KeyRing } from './key-ring.js';
import { foldName } from './name-folding.js';

const TOKEN_BYTES = 8;
/** The subscriber that keeps the index. */
export const nameIndex = 'name-index';

/** What the blind index knows of a name: a keyed digest of each of its words, 64 bits. */
export function nameTokens(key: KeyObject, name: string): Buffer[] {
  return foldName(name).map((word) => digest(key, word, TOKEN_BYTES));
}

/** Finds persons by name without opening a name. */
export class NameSearch {
  private readonly key: KeyObject;

  constructor(
    private readonly database: Database,
    private readonly ring: KeyRing,
  ) {
    this.key = ring.derive('name');
  }

  /** The ids of the persons whose name has every word of this one, in any order and script; none for no word. */
  async find(name: string): Promise<string[]> {
    const tokens = nameTokens(this.key, name);
    if (tokens.length === 0) return [];
    const { rows } = await this.ring.store.query<{ person_id: string }>({
      name: 'tirek_find_names',
      text: `
        SELECT person_id FROM tirek_keys.name_index
        WHERE token = ANY ($1::bytea[]) GROUP BY person_id HAVING count(*) = cardinality($1::bytea[])
        ORDER BY person_id`,
      values: [tokens],
    });
    return rows.map((row) => row.person_id);
  }

  /** True as soon as the index has the names up to a position of the event store, false after the time is over. */
  waitFor(position: number, timeoutMs: number): Promise<boolean> {
    return reaches(this.database, nameIndex, position, timeoutMs);
  }
}
