import type { Database } from '#postgres';
import type { Vault } from './secrets.js';

/** Of what attempts are counted: guesses at one account, at its second factor, and those that come from one address. */
export type Counted = 'account' | 'second-factor' | 'address';

/** How many failures have no consequence. An office shares one address. */
const free: Readonly<Record<Counted, number>> = { account: 5, 'second-factor': 5, address: 30 };
/** The longest wait, in seconds: an attacker keeps nobody out for longer. */
const longest = 900;

/**
 * Slows guessing down: after some failures each further attempt must wait, twice as long each time. An attempt is counted
 * as failed before it is made, so that many at once gain nothing. A day without one forgets all.
 */
export class Attempts {
  constructor(
    private readonly database: Database,
    private readonly vault: Vault,
  ) {}

  /** Counts an attempt; false when it comes too early and must not be made. */
  async begin(counted: Counted, of: string): Promise<boolean> {
    const { rowCount } = await this.database.query(
      `INSERT INTO tirek_identity.attempts AS known (key_hash, failures, not_before, last_at)
       VALUES ($1, 1, clock_timestamp(), clock_timestamp())
       ON CONFLICT (key_hash) DO UPDATE SET
         failures = CASE WHEN known.last_at < clock_timestamp() - interval '1 day' THEN 1 ELSE known.failures + 1 END,
         not_before = clock_timestamp() + make_interval(secs => CASE
           WHEN known.failures < $2 OR known.last_at < clock_timestamp() - interval '1 day' THEN 0
           ELSE least($3, 2 ^ least(known.failures + 1 - $2, 20)) END),
         last_at = clock_timestamp()
       WHERE known.not_before <= clock_timestamp()`,
      [this.vault.digest('attempt', counted, of), free[counted], longest],
    );
    return rowCount === 1;
  }

  /** The attempt was right: those of an account are forgotten, of those of an address this one. */
  async succeeded(counted: Counted, of: string): Promise<void> {
    const key = this.vault.digest('attempt', counted, of);
    if (counted === 'address') {
      await this.database.query(
        'UPDATE tirek_identity.attempts SET failures = greatest(0, failures - 1) WHERE key_hash = $1',
        [key],
      );
    } else {
      await this.database.query('DELETE FROM tirek_identity.attempts WHERE key_hash = $1', [key]);
    }
  }
}
