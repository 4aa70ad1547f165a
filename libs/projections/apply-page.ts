import pg from 'pg';
import { EventStoreUnavailable, type EventCatalogue } from '#event-store';
import { errorKind, isConnectionLost, type RecordedEvent } from '#kernel';
import { foldPage, reasonOf } from './fold-page.js';
import type { Projection } from './projection.js';
import { parkedEvent, writeParked, type ParkedLine } from './read-model.js';
import { WorkingSet } from './working-set.js';

/** The place is not where this process left it: another runner got there, or the tables were replaced. */
export class OvertakenError extends Error {
  override readonly name = 'OvertakenError';
}

/** The tables that events are taken into. */
export interface Target {
  readonly schema: string;
  readonly projection: Projection;
  readonly catalogue: EventCatalogue;
  /** Streams that wait. Those that are parked with a page are added. */
  readonly parked: Set<string>;
  /** Ids of the events that are left out by decision. */
  readonly skipped: ReadonlySet<string>;
}

/** How a page is written. */
export interface Writing {
  /** Runs what writes a part of the page in a transaction of its own; the parts come in order. */
  readonly commit: (part: readonly RecordedEvent[], write: () => Promise<void>) => Promise<void>;
  /** Whether an error is the fault of an event, which is then found and parked. */
  readonly isOfAnEvent: (error: unknown) => boolean;
}

/**
 * Takes a page into the tables, rows and parked events in one transaction. An event whose rows cannot be written is found
 * by halving the page, each part being a transaction then, and parked. The connection's TimeZone must be UTC.
 * Throws what is not the fault of an event; the parts before it are written then.
 */
export async function applyPage(
  client: pg.ClientBase,
  target: Target,
  events: readonly RecordedEvent[],
  writing: Writing,
): Promise<void> {
  const { schema, parked } = target;
  let lines: readonly ParkedLine[] = [];
  try {
    await writing.commit(events, async () => {
      lines = await fold(client, target, events);
      await writeParked(client, schema, lines);
    });
    for (const { stream } of lines) if (stream !== null) parked.add(stream);
  } catch (error) {
    const [event] = events;
    if (!event || !writing.isOfAnEvent(error)) throw error;
    if (events.length === 1) {
      await writing.commit(events, () => writeParked(client, schema, [parkedEvent(event, reasonOf(error))]));
      parked.add(event.stream);
      return;
    }
    const half = Math.ceil(events.length / 2);
    await applyPage(client, target, events.slice(0, half), writing);
    await applyPage(client, target, events.slice(half), writing);
  }
}

async function fold(
  client: pg.ClientBase,
  { schema, projection, catalogue, parked, skipped }: Target,
  events: readonly RecordedEvent[],
): Promise<ParkedLine[]> {
  const workingSet = new WorkingSet(schema, projection);
  const lines = await foldPage(client, events, { workingSet, catalogue, parked: new Set(parked), skipped });
  await workingSet.write(client);
  return lines;
}

/** SQLSTATE classes 22 (data exception) and 23 (integrity constraint violation): PostgreSQL manual, appendix A. */
export const isRefusedData = (error: unknown): boolean =>
  error instanceof pg.DatabaseError && /^2[23]/.test(error.code ?? '');

/** SQLSTATE classes 53 (insufficient resources), 57P (operator intervention) and 58 (system error). */
const ofTheServer = /^(53|57P|58)/;

/**
 * Whether an error that does not go away by itself may be the fault of an event. Not when this process was overtaken, the
 * connection lost, the event store away, or the database server in trouble: that would be so with every event.
 */
export const mayBeOfAnEvent = (error: unknown): boolean =>
  !(error instanceof OvertakenError || error instanceof EventStoreUnavailable) &&
  !isConnectionLost(error) &&
  !ofTheServer.test(errorKind(error).code ?? '');
