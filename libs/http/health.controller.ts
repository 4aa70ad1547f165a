import { Controller, Get, Inject, Optional } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Policy } from '#access';
import { NOTARIES, type Notaries } from '#audit/integrity';
import { EVENT_STORE, type EventStore } from '#event-store';
import { Problem } from '#kernel';
import { Subscribers } from '#messaging';
import { type ProjectionRunner, ProjectionRunners } from '#projections';

/** An event that is older and was not taken: a projection is too late to be called ready, a subscriber is behind. */
const LONGEST_LAG_MS = 30_000;

/** Liveness and readiness, for whoever runs the process. They say nothing about people. */
@ApiExcludeController()
@Controller('health')
@Policy('public')
export class HealthController {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    private readonly runners: ProjectionRunners,
    private readonly subscribers: Subscribers,
    @Optional() @Inject(NOTARIES) private readonly notaries?: Notaries,
  ) {}

  @Get('live')
  live(): { status: string } {
    return { status: 'ok' };
  }

  /**
   * Ready when the event store answers and every projection has caught up since the start and is not far behind. `behind`
   * is in positions, which need not be one for each event, and left out while the log cannot be asked. Parked streams,
   * subscribers and notaries that refuse or are behind, and what a subscriber left behind are told and do not make it
   * unready: the work with people goes on.
   */
  @Get('ready')
  async ready(): Promise<object> {
    const runners = [...this.runners.all()];
    const [head, upToDate, behind, subscribers, notaries] = await Promise.all([
      this.store.head().catch(() => undefined),
      Promise.all(runners.map(([, runner]) => isUpToDate(runner))).catch(() => [false]),
      Promise.all(runners.map(([, runner]) => runner.behind())).catch(() => []),
      this.ofSubscribers(),
      this.ofNotaries(),
    ]);
    const projections = Object.fromEntries(
      runners.map(([name, runner], i) => [
        name,
        { position: runner.position(), behind: behind[i], parkedStreams: runner.parkedStreams() },
      ]),
    );
    const parts = { projections, subscribers, ...notaries };
    if (head !== undefined && upToDate.every(Boolean)) return { status: 'ok', head, ...parts };
    throw new Problem('not-ready', 'A part of the system is not ready.', [], {
      members: { eventStore: head !== undefined, ...parts },
      headers: { 'retry-after': '1' },
    });
  }

  /** Of the subscribers of this process, whichever process they work in; the one that cannot be asked is left out. */
  private async ofSubscribers(): Promise<object> {
    const standings = [...this.subscribers.all()].map(async ([name, subscriber]) => [
      name,
      await subscriber.standing(LONGEST_LAG_MS).catch(() => undefined),
    ]);
    return Object.fromEntries(await Promise.all(standings)) as object;
  }

  /** Of the notaries, where they work in this process; the one that cannot be asked is left out. */
  private async ofNotaries(): Promise<{ notaries?: object }> {
    if (!this.notaries) return {};
    const { events, reads } = this.notaries;
    const [ofEvents, ofReads] = await Promise.all(
      [events, reads].map((notary) => notary.standing().catch(() => undefined)),
    );
    return { notaries: { events: ofEvents, reads: ofReads } };
  }
}

/** Rejects when the event store does not answer. */
const isUpToDate = async (runner: ProjectionRunner): Promise<boolean> =>
  runner.caughtUp() && !(await runner.isBehind(LONGEST_LAG_MS));
