import { setTimeout as sleep } from 'node:timers/promises';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { errorKind, Problem, timeOrderedId } from '#kernel';
import type { Database } from '#postgres';
import type { ProjectionRunner } from './projection-runner.js';
import { DATABASE, ProjectionRunners } from './projection-runners.js';
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
const untouched = 'The live tables are untouched';

/** Starts rebuilds in the background; how far they are is told in every process, by way of the database. */
@Injectable()
export class Rebuilds {
  private readonly logger = new Logger(Rebuilds.name);

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
          ? { ...status, state: 'Failed', error: `${untouched}; the process that rebuilt them has ended.` }
          : status,
      ]),
    );
  }

  /**
   * Begins a rebuild, after something that it is to take account of was done. Problem, and nothing is done, when there is
   * no such projection or it is being rebuilt already; what the preparation throws ends it too.
   */
  async begin(name: string, prepare: () => Promise<void> = () => Promise.resolve()): Promise<void> {
    const runner = this.runners.named(name);
    const id = timeOrderedId();
    if (!(await this.claim(name, id))) throw new Problem('wrong-state', 'It is being rebuilt already.');
    try {
      await prepare();
    } catch (error) {
      await this.pool.query('DELETE FROM tirek_projections.rebuilds WHERE rebuild_id = $1', [id]);
      throw error;
    }
    void this.run(runner, id);
  }

  /** Rebuilds, and says how far it is until it has ended. Never rejects. */
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
        (error: unknown) => {
          this.logger.error({ projection: runner.projection.name, ...errorKind(error) });
          status = { ...status, state: 'Failed', error: `${untouched}; the log of the system says why.` };
        },
      );
    for (let told = begun; told.state === 'Running';) {
      await Promise.race([rebuilt, sleep(TELL_MS, undefined, { ref: false })]);
      told = status;
      await this.tell(id, told);
    }
  }

  /** True when nobody is at it. */
  private async claim(name: string, id: string): Promise<boolean> {
    const { rowCount } = await this.pool.query(
      `INSERT INTO tirek_projections.rebuilds AS last (projection, rebuild_id, status) VALUES ($1, $2, $3)
       ON CONFLICT (projection) DO UPDATE
         SET rebuild_id = EXCLUDED.rebuild_id, status = EXCLUDED.status, alive_at = EXCLUDED.alive_at
       WHERE last.status->>'state' <> 'Running' OR last.alive_at < clock_timestamp() - ${silence}`,
      [name, id, JSON.stringify(begun)],
    );
    return rowCount === 1;
  }

  private async tell(id: string, status: RebuildStatus): Promise<void> {
    try {
      await this.pool.query(
        'UPDATE tirek_projections.rebuilds SET status = $2, alive_at = clock_timestamp() WHERE rebuild_id = $1',
        [id, JSON.stringify(status)],
      );
    } catch (error) {
      // whoever asks finds it silent; the rebuild itself is not concerned
      this.logger.warn({ ...errorKind(error) });
    }
  }
}
