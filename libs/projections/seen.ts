import type { Place } from '#messaging';
import { positionOf, type Standing } from './read-model.js';

/** What a process knows of a read model, put together from what it reads now and then and from what it does itself. */
export interface Seen {
  readonly generation: string;
  readonly places: readonly Place[];
  /** The smallest position of the places. */
  readonly position: number;
  readonly parked: ReadonlySet<string>;
}

/**
 * What is known after another look, which may be older than what was known: as long as the tables are the same ones, a
 * place only advances and streams are only added to the parked.
 */
export function seenAfter(known: Seen | undefined, { generation, places, parked }: Standing): Seen {
  if (known?.generation !== generation || known.places.length !== places.length) {
    return { generation, places, position: positionOf(places), parked: new Set(parked) };
  }
  const furthest = places.map((place, partition) => {
    const before = known.places[partition] ?? place;
    return before.position > place.position ? before : place;
  });
  const all = parked.every((stream) => known.parked.has(stream)) ? known.parked : new Set([...known.parked, ...parked]);
  return { generation, places: furthest, position: positionOf(furthest), parked: all };
}
