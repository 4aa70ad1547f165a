import type { TimelineEntry } from '../api/answers.js';

/**
 * The points of time that a slider over a case goes by, ascending: the local dates on which something was recorded; of a
 * case of one day, the instants. The last one is left out: that is how the case is known now.
 */
export function momentsOf(timeline: readonly TimelineEntry[], dayOf: (instant: string) => string): readonly string[] {
  const recorded = timeline.map(({ recordedAt }) => recordedAt);
  const days = [...new Set(recorded.map(dayOf))].toSorted();
  const moments = days.length > 1 ? days : [...new Set(recorded)].toSorted();
  return moments.slice(0, -1);
}

/** What was recorded after a point of time: the end of a local date, or an instant. */
export const recordedSince = (
  timeline: readonly TimelineEntry[],
  moment: string,
  dayOf: (instant: string) => string,
): readonly TimelineEntry[] =>
  timeline.filter(({ recordedAt }) =>
    moment.length === 10 ? dayOf(recordedAt) > moment : Date.parse(recordedAt) > Date.parse(moment),
  );
