import { setTimeout as sleep } from 'node:timers/promises';
import { Inject, Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';
import type { ClientBase } from 'pg';
import { errorKind, isConnectionLost, Problem } from '#kernel';
import { DATABASE, type Database, transactionOn } from '#postgres';
import type { ProjectionRunner } from './projection-runner.js';
import { ProjectionRunners } from './projection-runners.js';
import type { TableDifference } from './rebuild.js';

/** A rebuild under way, or the last one. */
export interface RebuildStatus {
  readonly state: 'Running' | 'Finished' | 'Failed';
  readonly events: number;
  readonly of: number;
  readonly same?: boolean;
  readonly differences?: readonly TableDifference[];
  readonly error?: string;
}

/** How often whoever rebuilds says how far it is, and after which silence it is held to be dead. */
const TELL_MS = 300;
const silence = `interval '10 seconds'`;

const begun: RebuildStatus = { state: 'Running', events: 0, of: 0 };
const untouched = 'The live tables are untouched; the log of the system says why.';
/** Of what ended nobody knows when: the switch is one transaction, so it is done or not. */
const whole = 'The live tables are whole, be they the old ones or the new';

/** Starts rebuilds in the background; how far they are is told in every process, by way of the database. */
@Injectable()
export class Rebuilds implements BeforeApplicationShutdown {
  private readonly logger = new Logger(Rebuilds.name);
  private stopping = false;

  constructor(
    @Inject(DATABASE) private readonly pool: Database,
    private readonly runners: ProjectionRunners,
  ) {}

  /** The rebuild of each projection that was ever rebuilt on request. */
  async statuses(): Promise<ReadonlyMap<string, RebuildStatus>> {
    const { rows } = await this.pool.query<{ projection: string; status: RebuildStatus; silent: boolean }>(
      `SELECT projection, status, alive_at < clock_timestamp() - ${silence} AS silent FROM tirek_projections.rebuilds`,
    );
    return new Map(
      rows.map(({ projection, status, silent }) => [
        projection,
        status.state === 'Running' && silent
          ? { ...status, state: 'Failed', error: `${whole}; the process that rebuilt them has ended.` }
          : status,
      ]),
    );
  }

  /**
   * Begins a rebuild, in one transaction with something that it is to take account of. When the last one of the
   * projection has this id, it was begun already, and nothing is done. Problem, and nothing is done, when there is no such
   * projection or another rebuild of it is under way; what the preparation throws ends it too.
   */
  async begin(
    name: string,
    id: string,
    prepare: (client: ClientBase) => Promise<void> = () => Promise.resolve(),
  ): Promise<void> {
    const runner = this.runners.named(name);
    const claimed = await transactionOn(this.pool, async (client) => {
      if (!(await claim(client, name, id))) return false;
      await prepare(client);
      return true;
    });
    if (claimed) void this.run(runner, id);
  }

  /** What cannot be told while the process stops is not told: whoever asks finds it silent. */
  beforeApplicationShutdown(): void {
    this.stopping = true;
  }

  /** Rebuilds, and says how far it is until it has ended and that is told. Never rejects. */
  private async run(runner: ProjectionRunner, id: string): Promise<void> {
    let status = begun;
    const rebuilt = runner
      .rebuild((events, of) => {
        status = { state: 'Running', events, of };
      })
      .then(
        ({ events, same, differences }) => {
          status = { state: 'Finished', events, of: events, same, differences };
        },
        (reason: unknown) => {
          this.logger.error({ projection: runner.projection.name, ...errorKind(reason) });
          // the switch may be done, and only the answer lost
          const error = isConnectionLost(reason) ? `${whole}; the database was away.` : untouched;
          status = { ...status, state: 'Failed', error };
        },
      );
    for (;;) {
      await Promise.race([rebuilt, sleep(TELL_MS, undefined, { ref: false })]);
      const { state } = status;
      const told = await this.tell(id, status);
      if (told ? state !== 'Running' : this.stopping) return;
      // once it has ended, nothing else slows the repeats down
      if (!told) await sleep(TELL_MS, undefined, { ref: false });
    }
  }

  /** False when it could not be told. */
  private async tell(id: string, status: RebuildStatus): Promise<boolean> {
    try {
      await this.pool.query(
        'UPDATE tirek_projections.rebuilds SET status = $2, alive_at = clock_timestamp() WHERE rebuild_id = $1',
        [id, JSON.stringify(status)],
      );
      return true;
    } catch (error) {
      // whoever asks finds it silent; the rebuild itself is not concerned
      this.logger.warn({ ...errorKind(error) });
      return false;
    }
  }
}

/** True when the rebuild is to be begun, false when it was already. Problem when nobody may begin one now. */
async function claim(client: ClientBase, name: string, id: string): Promise<boolean> {
  const { rowCount } = await client.query(
    `INSERT INTO tirek_projections.rebuilds AS last (projection, rebuild_id, status) VALUES ($1, $2, $3)
     ON CONFLICT (projection) DO UPDATE
       SET rebuild_id = EXCLUDED.rebuild_id, status = EXCLUDED.status, alive_at = EXCLUDED.alive_at
     WHERE last.rebuild_id <> EXCLUDED.rebuild_id
       AND (last.status->>'state' <> 'Running' OR last.alive_at < clock_timestamp() - ${silence})`,
    [name, id, JSON.stringify(begun)],
  );
  if (rowCount === 1) return true;
  const { rowCount: known } = await client.query(
    'SELECT FROM tirek_projections.rebuilds WHERE projection = $1 AND rebuild_id = $2',
    [name, id],
  );
  if (known === 1) return false;
  throw new Problem('wrong-state', 'It is being rebuilt already.');
}
