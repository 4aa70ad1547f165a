import { isLocalDate, isUuid, Problem } from '#kernel';

/** Where a page ended: the value of the sort column of its last item, and its id, which breaks ties. */
export interface Cursor {
  readonly value: string;
  readonly id: string;
}

/** What the sort column of a list holds. */
export type CursorValue = 'date' | 'instant' | 'text';

const valid: Record<CursorValue, (value: string) => boolean> = {
  // PostgreSQL knows no year 0
  date: (value) => value >= '0001' && isLocalDate(value),
  // Date.parse takes the 30th of February for a day of March, PostgreSQL does not
  instant: (value) =>
    value >= '0001' &&
    /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(value) &&
    isLocalDate(value.slice(0, 10)) &&
    !Number.isNaN(Date.parse(value)),
  // PostgreSQL stores no NUL
  text: (value) => !value.includes('\0'),
};

/** The cursor as the caller gets it: opaque, safe in a URL. */
export const writeCursor = ({ value, id }: Cursor): string =>
  Buffer.from(JSON.stringify([value, id])).toString('base64url');

/**
 * A column of instants in SQL, as cursors of `instant` have it: ISO 8601 in UTC, to the microsecond. A Date would lose the
 * last three digits, and with them the place in the list.
 */
export const instantOf = (column: string): string =>
  `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;

/** Reads a cursor that `writeCursor` made for a list of that kind; anything else is a Problem naming `/cursor`. */
export function readCursor(text: string | undefined, kind: CursorValue): Cursor | undefined {
  if (text === undefined) return undefined;
  const [value, id, ...more] = parts(text);
  if (typeof value !== 'string' || !valid[kind](value) || !isUuid(id) || more.length > 0) throw badCursor();
  return { value, id };
}

function parts(text: string): readonly unknown[] {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
    return Array.isArray(parsed) ? parsed : [];
  } catch {
    throw badCursor();
  }
}

const badCursor = () =>
  new Problem('malformed-request', 'The cursor does not belong to this list.', [
    { pointer: '/cursor', detail: 'must be the nextCursor of an earlier page of this list' },
  ]);

/** A page of a list, of rows fetched with one more than `limit`: the one too many says that there is a next page. */
export function toPage<R, I>(
  rows: readonly R[],
  limit: number,
  toItem: (row: R) => I,
  toCursor: (row: R) => Cursor,
): { items: I[]; nextCursor: string | null } {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: shown.map(toItem),
    nextCursor: last !== undefined && rows.length > limit ? writeCursor(toCursor(last)) : null,
  };
}
