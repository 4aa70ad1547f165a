import { Controller, Get, Inject } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Policy } from '#access';
import { EVENT_STORE, type EventStore } from '#event-store';
import { Problem } from '#kernel';
import { ProjectionRunners } from '#projections';

/** A projection that is this far behind answers too late to be called ready, in events. */
const greatestLag = 10_000;

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

  /** Ready when the event store answers and no projection is far behind; parked streams are told, and do not make it unready. */
  @Get('ready')
  async ready(): Promise<object> {
    const head = await this.store.head().catch(() => undefined);
    const projections = Object.fromEntries(
      [...this.runners.all()].map(([name, runner]) => [
        name,
        {
          position: runner.position(),
          behind: Math.max(0, (head ?? 0) - runner.position()),
          parkedStreams: runner.parkedStreams(),
        },
      ]),
    );
    const ready = head !== undefined && Object.values(projections).every(({ behind }) => behind < greatestLag);
    if (ready) return { status: 'ok', head, projections };
    throw new Problem('not-ready', 'A part of the system is not ready.', [], {
      members: { eventStore: head !== undefined, projections },
      headers: { 'retry-after': '1' },
    });
  }
}
