import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { EventCatalogue, EVENT_STORE, noStream, UnknownEventError, type EventStore } from '#event-store';
import { Inject } from '@nestjs/common';
import {
  fold,
  isRefusal,
  personOf,
  Problem,
  timeOrderedId,
  type Decision,
  type DomainEvent,
  type EventMetadata,
  type NewEvent,
  type ProblemType,
  type RecordedEvent,
  type Refusal,
} from '#kernel';
import { PersonalData } from '#privacy';
import type { Invocation } from './invocation.js';
import type { Subject } from './subjects.js';

/** What became of a command. */
export interface Handled {
  /** Position of the command's last event; where nothing changed, of the subject's last event. */
  readonly position: number;
  /** The command had been handled before, or nothing was left to change. */
  readonly unchanged: boolean;
  /** Of whoever handled it first; absent when nothing was left to change. */
  readonly correlationId?: string;
  /** What was decided, in clear; of a repeat as it was stored, with personal fields sealed. */
  readonly events: readonly DomainEvent[];
}

/** Run one command on one subject of the write model; `caseId` where the subject belongs to a case. */
export class RunCommand<C = unknown, E extends DomainEvent = DomainEvent, S = unknown> extends Command<Handled> {
  constructor(
    readonly subject: Subject<C, E, S>,
    readonly target: { readonly id: string; readonly caseId?: string },
    readonly command: C,
    readonly invocation: Invocation,
  ) {
    super();
  }
}

const problemOf: Record<Refusal['refused'], ProblemType> = {
  'wrong-state': 'wrong-state',
  rule: 'against-a-rule',
  'unknown-item': 'not-found',
};

/** How often a command is decided anew when somebody else appended to the stream first. */
const attempts = 4;

/**
 * The one handler of every command: load the stream, look for a repeat, fold, decide, seal, append.
 * A command appends to one stream, all of it or nothing.
 */
@CommandHandler(RunCommand)
export class RunCommandHandler implements ICommandHandler<RunCommand> {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    private readonly catalogue: EventCatalogue,
    private readonly personalData: PersonalData,
  ) {}

  async execute({ subject, target, command, invocation }: RunCommand): Promise<Handled> {
    const stream = `${subject.prefix}-${target.id}`;
    const person = target.caseId ? personOf(target.caseId) : undefined;
    const [firstHistory, fingerprint] = await Promise.all([
      this.load(stream),
      this.personalData.fingerprint(person, invocation.request),
    ]);
    let history = firstHistory;
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      const earlier = history.findLast((event) => event.metadata.commandId === invocation.commandId);
      if (earlier) {
        if (earlier.metadata.fingerprint !== fingerprint) throw keyReused();
        const { correlationId } = earlier.metadata;
        const events = history.filter((event) => event.metadata.commandId === invocation.commandId);
        return this.handled(invocation, { position: earlier.position, unchanged: true, correlationId, events });
      }
      const state = fold(subject.decider, history as Iterable<never>);
      const events = accepted(subject.decider.decide(command, state));
      const last = history.at(-1);
      for (const event of events) this.catalogue.check(event);
      if (events.length === 0) {
        return this.handled(invocation, { position: last?.position ?? 0, unchanged: true, events });
      }
      const metadata = metadataOf(invocation, fingerprint);
      const sealed = await this.personalData.seal(
        events.map((event) => this.stamp(event, metadata, invocation)),
        stream,
      );
      const result = await this.store.append(stream, last?.revision ?? noStream, sealed);
      if (result.outcome === 'appended') {
        const { correlationId } = invocation;
        return this.handled(invocation, { position: result.position, unchanged: false, correlationId, events });
      }
      if (result.outcome === 'repeated' && result.stream !== stream) throw keyReused();
      history = await this.load(stream);
    }
    throw new Problem('not-ready', 'Many people are changing this at the same time; try again.', [], {
      headers: { 'retry-after': '1' },
    });
  }

  private async load(stream: string): Promise<RecordedEvent[]> {
    try {
      return (await this.store.readStream(stream)).map((event) => this.catalogue.upcast(event));
    } catch (error) {
      if (!(error instanceof UnknownEventError)) throw error;
      throw new Problem('not-ready', 'This was last changed by a newer version of the system.', [], {
        headers: { 'retry-after': '60' },
      });
    }
  }

  private stamp(event: DomainEvent, metadata: EventMetadata, { now }: Invocation): NewEvent {
    const { version, occurredOn } = this.catalogue.definition(event.type);
    const data = event.data as Record<string, unknown>;
    return {
      eventId: timeOrderedId(),
      type: event.type,
      schemaVersion: version,
      occurredAt: occurredOn ? String(data[occurredOn]) : now.toISOString(),
      data: event.data,
      metadata,
    };
  }

  private handled({ stored }: Invocation, handled: Handled): Handled {
    stored?.(handled.position);
    return handled;
  }
}

function accepted(decision: Decision<DomainEvent>): readonly DomainEvent[] {
  if (!isRefusal(decision)) return decision;
  const { pointer, detail } = decision;
  throw new Problem(problemOf[decision.refused], detail, pointer ? [{ pointer, detail }] : []);
}

const keyReused = (): Problem =>
  new Problem('key-reused', 'This Idempotency-Key was used before, for a request that asked for something else.', [
    { pointer: '/headers/idempotency-key', detail: 'was used for another request' },
  ]);

const metadataOf = (invocation: Invocation, fingerprint: string): EventMetadata => ({
  actor: invocation.actor,
  commandId: invocation.commandId,
  correlationId: invocation.correlationId,
  causationId: invocation.commandId,
  exercise: invocation.exercise,
  fingerprint,
});
