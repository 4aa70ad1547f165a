import { Inject, Injectable, Logger } from '@nestjs/common';
import { EVENT_STORE, EventCatalogue, type EventStore } from '#event-store';
import { errorKind, Problem } from '#kernel';
import type { Database } from '#postgres';
import type { Projection } from './projection.js';
import { DATABASE } from './projection-runners.js';
import { rebuild, type TableDifference } from './rebuild.js';

/** Injection token of the projections of this process. */
export const PROJECTIONS = Symbol('projections');

/** A rebuild under way, or the last one of this process. */
export interface RebuildStatus {
  readonly state: 'Running' | 'Finished' | 'Failed';
  readonly events: number;
  readonly of: number;
  readonly same?: boolean;
  readonly differences?: readonly TableDifference[];
  readonly error?: string;
}

/** Starts rebuilds in the background and knows how far they are. */
@Injectable()
export class Rebuilds {
  private readonly logger = new Logger(Rebuilds.name);
  private readonly statuses = new Map<string, RebuildStatus>();

  constructor(
    @Inject(PROJECTIONS) private readonly projections: readonly Projection[],
    @Inject(DATABASE) private readonly pool: Database,
    @Inject(EVENT_STORE) private readonly store: EventStore,
    private readonly catalogue: EventCatalogue,
  ) {}

  status(name: string): RebuildStatus | undefined {
    return this.statuses.get(name);
  }

  /** Begins a rebuild; Problem when there is no such projection or it is being rebuilt already. */
  begin(name: string): void {
    const projection = this.projections.find((item) => item.name === name);
    if (!projection) {
      throw new Problem(
        'not-found',
        `There is no projection of this name; there are ${this.projections.map((item) => item.name).join(', ')}.`,
      );
    }
    if (this.statuses.get(name)?.state === 'Running') throw new Problem('wrong-state', 'It is being rebuilt already.');
    this.statuses.set(name, { state: 'Running', events: 0, of: 0 });
    const { pool, store, catalogue } = this;
    rebuild({
      pool,
      store,
      catalogue,
      projection,
      onProgress: (events, of) => this.statuses.set(name, { state: 'Running', events, of }),
    }).then(
      ({ events, same, differences }) =>
        this.statuses.set(name, { state: 'Finished', events, of: events, same, differences }),
      (error: unknown) => {
        this.logger.error({ projection: name, ...errorKind(error) });
        const { events = 0, of = 0 } = this.statuses.get(name) ?? {};
        this.statuses.set(name, {
          state: 'Failed',
          events,
          of,
          error: 'The live tables are untouched; the log of the system says why.',
        });
      },
    );
  }
}
