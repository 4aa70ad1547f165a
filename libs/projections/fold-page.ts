import type { EventCatalogue } from '#event-store';
import type { RecordedEvent } from '#kernel';
import type { ParkedEvent, Queryable } from './read-model.js';
import type { Concerned, WorkingSet } from './working-set.js';

type Prepared =
  | { readonly event: RecordedEvent; readonly current: RecordedEvent; readonly concerned: Concerned }
  | { readonly event: RecordedEvent; readonly reason: string };

/** Name and message of an error, for the table of parked events. */
const reasonOf = (error: unknown): string =>
  error instanceof Error ? `${error.name}: ${error.message}` : 'something was thrown that is not an error';

/**
 * Folds events, in order, into a working set. An event that this version does not know or that the projection throws on
 * is left out with every later one of its stream; the others go through. Returns those left out and adds their streams
 * to `parked`.
 */
export async function foldPage(
  client: Queryable,
  events: readonly RecordedEvent[],
  { workingSet, catalogue, parked }: { workingSet: WorkingSet; catalogue: EventCatalogue; parked: Set<string> },
): Promise<ParkedEvent[]> {
  const prepared = events.map((event): Prepared => {
    if (parked.has(event.stream)) return { event, reason: '' };
    try {
      const current = catalogue.upcast(event);
      return { event, current, concerned: workingSet.concerned(current) };
    } catch (error) {
      return { event, reason: reasonOf(error) };
    }
  });
  await workingSet.load(
    client,
    prepared.flatMap((one) => ('concerned' in one ? [one.concerned] : [])),
  );
  const left: ParkedEvent[] = [];
  const park = (event: RecordedEvent, reason: string | null) => {
    parked.add(event.stream);
    left.push(parkedEvent(event, reason));
  };
  for (const one of prepared) {
    if (parked.has(one.event.stream)) {
      park(one.event, null);
    } else if ('reason' in one) {
      park(one.event, one.reason);
    } else {
      try {
        workingSet.fold(one.current, one.concerned);
      } catch (error) {
        park(one.event, reasonOf(error));
      }
    }
  }
  return left;
}

/** The line that an event gets in `parked`. */
export const parkedEvent = (
  { stream, position, eventId, type }: RecordedEvent,
  reason: string | null,
): ParkedEvent => ({
  stream,
  position,
  event_id: eventId,
  type,
  reason,
});
