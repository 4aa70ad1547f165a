import { setTimeout as pause } from 'node:timers/promises';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { ConcernedCases } from '#case-file';
import { EVENT_STORE, type EventStore } from '#event-store';
import { errorKind, type RecordedEvent } from '#kernel';
import { Addressees } from '#notices';
import { ProjectionRunners } from '#projections';
import { type Listener, LiveStreams } from './live-streams.js';

/** Between two pages, in milliseconds: rights are judged once for what happened meanwhile. */
const GATHER_MS = 200;
/** After something failed, in milliseconds. */
const RETRY_MS = 1_000;
/** How long the notices may take to be known, in milliseconds. */
const PATIENCE_MS = 2_000;
/** From so many cases on (an import), a caller is told that much has changed, and not of each. */
const MANY_CASES = 20;

/**
 * Follows the event store from its head and tells those who listen what concerns them, by their rights as they are then.
 * Nobody else learns anything, not even that something happened: that would tell how many cases there are.
 */
@Injectable()
export class LiveFollower {
  private readonly logger = new Logger(LiveFollower.name);

  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    private readonly streams: LiveStreams,
    private readonly cases: ConcernedCases,
    private readonly addressees: Addressees,
    private readonly runners: ProjectionRunners,
  ) {}

  /** Works until the signal is aborted; never rejects. What fails ends the streams, and it begins at the head again. */
  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      try {
        await this.follow(signal);
      } catch (error) {
        this.logger.warn(errorKind(error), 'live streams were ended, since it is not known who may be told');
        this.streams.endAll();
        await pause(RETRY_MS, undefined, { signal }).catch(() => undefined);
      }
    }
  }

  private async follow(signal: AbortSignal): Promise<void> {
    const head = await this.store.head();
    this.streams.advanceTo(head);
    for await (const page of this.store.subscribe(head, { signal })) {
      const { position } = page.at(-1)!;
      const listeners = this.streams.advanceTo(position);
      if (listeners.length > 0) await this.tell(listeners, page, position);
      await pause(GATHER_MS, undefined, { signal }).catch(() => undefined);
    }
  }

  private async tell(listeners: readonly Listener[], page: readonly RecordedEvent[], position: number): Promise<void> {
    const callers = listeners.map(({ caller }) => caller);
    const cases = await this.cases.of(page, callers);
    if (!(await this.runners.get('notices').waitFor(position, PATIENCE_MS))) throw new Error('the notices are behind');
    const addressed = await this.addressees.among(callers, page);
    for (const [nth, listener] of listeners.entries()) {
      const caller = callers[nth]!;
      const concerned = cases.get(caller) ?? new Map<string, number>();
      const isMany = concerned.size > MANY_CASES;
      if (!isMany) for (const [caseId, at] of concerned) listener.tell(at, caseId);
      if (isMany || addressed.has(caller)) listener.tell(position);
    }
  }
}
