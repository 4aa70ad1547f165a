import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import type pg from 'pg';
import { errorKind } from '#kernel';
import { logOf } from '#logging';
import { dedicatedClient, inTransaction, tryLock } from '#postgres';
import { KeyAlteredError, type KeyRing } from './key-ring.js';
import { keepLivingKeys } from './living-keys.js';
import { removeLivingKeys } from './living-keys-file.js';

const BATCH = 500;
/** How often it looks whether a period is over, in milliseconds. */
const LOOK_MS = 30_000;
/** A running system begins another period long before. */
const FORGOTTEN_PERIODS = 3;
const log = logOf('Keys');

/** How the periods stand. */
export interface PeriodStatus {
  /** When the open period began, and when it will be over. */
  readonly since: Date;
  readonly until: Date;
  /** Former periods whose key is not destroyed yet: a rotation is under way, or was cut short. */
  readonly ending: number;
  /** Persons whose key is still wrapped by one of those. */
  readonly toRewrap: number;
}

/** Persons whose stored key cannot be opened: the key of their period is kept until that is mended. */
export class AlteredKeysError extends Error {
  override readonly name = 'AlteredKeysError';
}

/**
 * Begins a new period of keys when one is over: a new key, by which the keys of the living are wrapped anew, and the
 * former one destroyed. Whatever was erased before is then final: of no copy of the database can it be opened any more.
 * Every step is done again where it was cut short, by whichever process comes next; others read and write meanwhile.
 */
export class KeyRotation {
  constructor(private readonly ring: KeyRing) {}

  /** Rotates whenever a period is over, until the signal is aborted; never rejects. */
  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      try {
        const { until, ending } = await this.status();
        if (ending > 0 || until.getTime() <= Date.now()) await this.rotate(signal);
      } catch (error) {
        if (!signal.aborted) log.error(errorKind(error), 'the keys were not rotated; it is tried again');
      }
      await setTimeout(LOOK_MS, undefined, { signal, ref: false }).catch(() => undefined);
    }
  }

  /** How the periods stand. */
  async status(): Promise<PeriodStatus> {
    const { rows } = await this.ring.store.query<{ since: Date; ending: number; to_rewrap: number }>(
      `SELECT (SELECT made_at FROM tirek_keys.key_files WHERE purpose = 'period' AND closed_at IS NULL) AS since,
              (SELECT count(*) FROM tirek_keys.key_files
               WHERE purpose = 'period' AND closed_at IS NOT NULL AND destroyed_at IS NULL) AS ending,
              (SELECT count(*) FROM tirek_keys.person_keys AS k JOIN tirek_keys.key_files AS f ON f.id = k.period_id
               WHERE k.wrapped IS NOT NULL AND f.closed_at IS NOT NULL) AS to_rewrap`,
    );
    const { since, ending, to_rewrap } = rows[0]!;
    return { since, until: new Date(since.getTime() + this.ring.periodMs), ending, toRewrap: to_rewrap };
  }

  /**
   * Ends the open period and begins another; finishes a rotation that was cut short instead. False when another process
   * is at it. Throws AlteredKeysError when a stored key cannot be opened, and between two steps when the signal is
   * aborted.
   */
  async rotate(signal?: AbortSignal): Promise<boolean> {
    const client = await dedicatedClient(this.ring.store);
    try {
      if (!(await tryLock(client, 'periods', 'rotate'))) return false;
      if ((await this.ending(client)).length === 0) await this.begin(client);
      await this.ring.refresh();
      await this.rewrap(client, signal);
      signal?.throwIfAborted();
      await this.end(client);
      await this.ring.refresh();
      return true;
    } finally {
      await client.end();
    }
  }

  /** The key first, durable; then the period, in one transaction with the end of the former one. */
  private async begin(client: pg.ClientBase): Promise<void> {
    const id = randomUUID();
    this.ring.files.make('period', id);
    await inTransaction(client, async () => {
      // waits for those who are storing a key under it
      await client.query(
        `UPDATE tirek_keys.key_files SET closed_at = clock_timestamp() WHERE purpose = 'period' AND closed_at IS NULL`,
      );
      await client.query(`INSERT INTO tirek_keys.key_files (id, purpose) VALUES ($1, 'period')`, [id]);
    });
  }

  /** Wraps every key anew that is still wrapped by a former period, a batch at a time. */
  private async rewrap(client: pg.ClientBase, signal?: AbortSignal): Promise<void> {
    let altered = 0;
    let after = '00000000-0000-0000-0000-000000000000';
    for (;;) {
      signal?.throwIfAborted();
      const { rows } = await client.query<{ person_id: string; wrapped: Buffer; period_id: string }>(
        `SELECT k.person_id, k.wrapped, k.period_id
         FROM tirek_keys.person_keys AS k JOIN tirek_keys.key_files AS f ON f.id = k.period_id
         WHERE k.wrapped IS NOT NULL AND f.closed_at IS NOT NULL AND k.person_id > $1
         ORDER BY k.person_id LIMIT ${BATCH}`,
        [after],
      );
      if (rows.length === 0) break;
      after = rows.at(-1)!.person_id;
      const fresh = rows.flatMap((row) => this.wrappedAnew(row) ?? []);
      altered += rows.length - fresh.length;
      // an erasure meanwhile stays one
      await client.query(
        `UPDATE tirek_keys.person_keys AS k SET wrapped = fresh.wrapped, period_id = fresh.period_id
         FROM unnest($1::uuid[], $2::bytea[], $3::uuid[]) AS fresh (person_id, wrapped, period_id)
         WHERE k.person_id = fresh.person_id AND k.wrapped IS NOT NULL`,
        [
          fresh.map(({ personId }) => personId),
          fresh.map(({ wrapped }) => wrapped),
          fresh.map(({ periodId }) => periodId),
        ],
      );
    }
    if (altered > 0) throw new AlteredKeysError(`${altered} stored keys were altered`);
  }

  private wrappedAnew({ person_id, wrapped, period_id }: { person_id: string; wrapped: Buffer; period_id: string }) {
    try {
      const key = this.ring.unwrap(person_id, { wrapped, periodId: period_id });
      return { personId: person_id, ...this.ring.wrap(person_id, key) };
    } catch (error) {
      if (!(error instanceof KeyAlteredError)) throw error;
      log.error(errorKind(error), 'a stored key was altered: its period cannot end before that is mended');
      return undefined;
    }
  }

  /** The living are written down beside the new key before a former one is destroyed. */
  private async end(client: pg.ClientBase): Promise<void> {
    const { files } = this.ring;
    // before the question which one is open: what another process makes after it is not touched
    const there = files.list().flatMap(({ purpose, id }) => (purpose === 'period' ? [id] : []));
    const { rows } = await client.query<{ id: string; open: boolean }>(
      `SELECT id, closed_at IS NULL AS open FROM tirek_keys.key_files WHERE purpose = 'period'`,
    );
    const { id } = rows.find(({ open }) => open)!;
    await keepLivingKeys(client, files, { id, key: this.ring.period(id) });
    const ending = await this.ending(client);
    const known = new Set(rows.map((row) => row.id));
    const left = there.filter((one) => one !== id && (known.has(one) || this.isForgotten(one)));
    for (const former of new Set([...ending, ...left])) {
      removeLivingKeys(files.folder, former);
      files.destroy('period', former);
    }
    await client.query('UPDATE tirek_keys.key_files SET destroyed_at = clock_timestamp() WHERE id = ANY ($1::uuid[])', [
      ending,
    ]);
  }

  /**
   * Whether a key that this database does not know, as after a restore, is one of nobody any more. A young one is left:
   * where somebody tries a backup on the keys of a running system, against what he was told, it is the one of that system.
   */
  private isForgotten(id: string): boolean {
    return Date.now() - this.ring.files.changedAt('period', id).getTime() > FORGOTTEN_PERIODS * this.ring.periodMs;
  }

  private async ending(client: pg.ClientBase): Promise<string[]> {
    const { rows } = await client.query<{ id: string }>(
      `SELECT id FROM tirek_keys.key_files
       WHERE purpose = 'period' AND closed_at IS NOT NULL AND destroyed_at IS NULL ORDER BY made_at`,
    );
    return rows.map(({ id }) => id);
  }
}
