import pg from 'pg';
import { UnknownEventError, type EventCatalogue } from '#event-store';
import { errorKind, type RecordedEvent } from '#kernel';
import { parkedEvent, type ParkedLine, type Queryable } from './read-model.js';
import type { Concerned, WorkingSet } from './working-set.js';

type Prepared =
  | { readonly event: RecordedEvent; readonly current: RecordedEvent; readonly concerned: Concerned }
  | { readonly event: RecordedEvent; readonly reason: string };

/** What an error is, for the table of parked events: never its message, which may quote the data. */
export function reasonOf(error: unknown): string {
  if (error instanceof UnknownEventError)
    return `UnknownEventError: ${error.event.type} version ${error.event.schemaVersion}`;
  const { name, code } = errorKind(error);
  if (error instanceof pg.DatabaseError) return `SQLSTATE ${code}`;
  return code === undefined ? name : `${name} ${code}`;
}

/**
 * Folds events, in order, into a working set. An event that this version does not know or that the projection throws on
 * is left out with every later one of its stream; the others go through. Returns those left out and adds their streams
 * to `parked`. Events in `skipped` are not looked at.
 */
export async function foldPage(
  client: Queryable,
  events: readonly RecordedEvent[],
  {
    workingSet,
    catalogue,
    parked,
    skipped,
  }: { workingSet: WorkingSet; catalogue: EventCatalogue; parked: Set<string>; skipped: ReadonlySet<string> },
): Promise<ParkedLine[]> {
  const taken = skipped.size === 0 ? events : events.filter(({ eventId }) => !skipped.has(eventId));
  const prepared = taken.map((event): Prepared => {
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
  const left: ParkedLine[] = [];
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
