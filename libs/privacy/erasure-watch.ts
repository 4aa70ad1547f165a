import { setTimeout } from 'node:timers/promises';
import { errorKind } from '#kernel';
import { logOf } from '#logging';
import type { KeyRing } from './key-ring.js';
import type { PersonKeys } from './person-keys.js';

/** How long a key that another process erased may still serve in this one, but for the time of a query. */
const LOOK_MS = 1_000;
const log = logOf('Keys');

/**
 * Takes the keys of persons out of memory whom another process has erased, and those of periods that were destroyed.
 * While the database cannot be asked, no key stays in memory.
 */
export class ErasureWatch {
  constructor(
    private readonly ring: KeyRing,
    private readonly keys: PersonKeys,
  ) {}

  /** Looks until the signal is aborted; never rejects. */
  async run(signal: AbortSignal): Promise<void> {
    let failed = false;
    while (!signal.aborted) {
      try {
        await this.look();
        failed = false;
      } catch (error) {
        this.keys.forget();
        if (!failed)
          log.warn(errorKind(error), 'who was erased is not known at the moment: keys are not kept in memory');
        failed = true;
      }
      await setTimeout(LOOK_MS, undefined, { signal, ref: false }).catch(() => undefined);
    }
  }

  /** Looks once. */
  async look(): Promise<void> {
    // far longer than between two looks: a transaction may be committed some time after its moment
    const { rows } = await this.ring.store.query<{ person_id: string }>({
      name: 'tirek_erased_lately',
      text: `SELECT person_id FROM tirek_keys.person_keys WHERE erased_at > clock_timestamp() - interval '2 minutes'`,
    });
    this.keys.forget(rows.map(({ person_id }) => person_id));
    await this.ring.refresh();
  }
}
