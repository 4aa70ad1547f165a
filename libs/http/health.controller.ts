import { Controller, Get, Inject } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Policy } from '#access';
import { EVENT_STORE, type EventStore } from '#event-store';
import { Problem } from '#kernel';
import { type ProjectionRunner, ProjectionRunners } from '#projections';

/** A projection that lacks an event which is older than this answers too late to be called ready. */
const LONGEST_LAG_MS = 30_000;

/** Liveness and readiness, for whoever runs the process. They say nothing about people. */
@ApiExcludeController()
@Controller('health')
@Policy('public')
export class HealthController {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    private readonly runners: ProjectionRunners,
  ) {}

  @Get('live')
  live(): { status: string } {
    return { status: 'ok' };
  }

  /**
   * Ready when the event store answers and every projection has caught up since the start and is not far behind. `behind`
   * is in positions, which need not be one for each event. Parked streams are told, and do not make it unready.
   */
  @Get('ready')
  async ready(): Promise<object> {
    const runners = [...this.runners.all()];
    const [head, upToDate] = await Promise.all([
      this.store.head().catch(() => undefined),
      Promise.all(runners.map(([, runner]) => isUpToDate(runner))).catch(() => [false]),
    ]);
    const projections = Object.fromEntries(
      runners.map(([name, runner]) => [
        name,
        {
          position: runner.position(),
          behind: Math.max(0, (head ?? 0) - runner.position()),
          parkedStreams: runner.parkedStreams(),
        },
      ]),
    );
    if (head !== undefined && upToDate.every(Boolean)) return { status: 'ok', head, projections };
    throw new Problem('not-ready', 'A part of the system is not ready.', [], {
      members: { eventStore: head !== undefined, projections },
      headers: { 'retry-after': '1' },
    });
  }
}

/** Rejects when the event store does not answer. */
const isUpToDate = async (runner: ProjectionRunner): Promise<boolean> =>
  runner.caughtUp() && !(await runner.isBehind(LONGEST_LAG_MS));
