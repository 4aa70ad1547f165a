import type { TimelineEntry } from '../api/answers.js';
import type { Content } from './entry.js';

/** What happened to the case of an entry since it was entered, as far as its writer may see it. */
export function happenedSince({ problem }: Content): readonly TimelineEntry[] {
  const since = problem?.members['since'];
  return Array.isArray(since) ? (since as TimelineEntry[]) : [];
}

/** What became of a field meanwhile: `codes` where it is a coded one, `Changed` where its text is not told, else unchanged. */
export type Meanwhile = { readonly codes: readonly string[] } | 'Changed' | 'Unchanged';

/** What became meanwhile of a field (the API's name of it) that an entry corrects. */
export function fieldSince(field: string, since: readonly TimelineEntry[]): Meanwhile {
  const last = since.findLast(({ detail }) => asList(detail?.['fields']).includes(nameOf(field)));
  if (last === undefined) return 'Unchanged';
  const after = last.detail?.[`after.${field}`];
  return after === undefined ? 'Changed' : { codes: asList(after) };
}

/** The timeline names a field of the person by its own name: `person.phone` is `phone`. */
const nameOf = (field: string): string => field.split('.').at(-1) ?? field;

const asList = (value: string | string[] | undefined): readonly string[] =>
  value === undefined ? [] : Array.isArray(value) ? value : [value];
