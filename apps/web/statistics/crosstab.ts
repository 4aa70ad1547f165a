import { ofBoth, type Figures } from './figures.js';

/** Which figure it is: of which row and column, and whether of the earlier moment. */
export interface Place {
  readonly row?: string;
  readonly column?: string;
  readonly before?: true;
}

/** A figure as it stands in the table and in the file. */
export interface CrosstabFigure {
  readonly value: number;
  /** What it counts; absent: it is computed from others. */
  readonly place?: Place;
}

/** A line of the table: the values of its dimensions, and its figures. */
export interface CrosstabLine {
  readonly values: readonly string[];
  readonly figures: readonly CrosstabFigure[];
}

/** What stands above a column of figures. */
export type CrosstabHead =
  { readonly column: string } | { readonly what: 'count' | 'share' | 'total' | 'before' | 'now' | 'change' };

/** Figures as a table. */
export interface Crosstab {
  readonly heads: readonly CrosstabHead[];
  readonly lines: readonly CrosstabLine[];
  /** The figures of all, each counted once. */
  readonly total: readonly CrosstabFigure[];
  /** So many lines are left out, since nothing changed in them. */
  readonly unchanged: number;
}

/** In per cent, with one decimal. */
export const share = (part: number, whole: number): number =>
  whole === 0 ? 0 : Math.round((1000 * part) / whole) / 10;

/**
 * The table of figures: by one dimension with shares, by two crossed. With `before`, what was known earlier beside it, and
 * of two dimensions only what has changed since.
 */
export function crosstabOf(now: Figures, before?: Figures): Crosstab {
  const crossed = now.columns.length > 0 || (before?.columns.length ?? 0) > 0;
  if (before) return compared(now, before, crossed);
  if (crossed) return cross(now);
  const whole = now.count();
  const line = (place: Place): readonly CrosstabFigure[] => {
    const value = now.count(place.row);
    return [{ value, place }, { value: share(value, whole) }];
  };
  return {
    heads: [{ what: 'count' }, { what: 'share' }],
    lines: now.rows.map((row) => ({ values: [row], figures: line({ row }) })),
    total: [{ value: whole, place: {} }, { value: share(whole, whole) }],
    unchanged: 0,
  };
}

function cross(now: Figures): Crosstab {
  const figures = (place: Place): readonly CrosstabFigure[] => [
    ...now.columns.map((column) => ({ value: now.count(place.row, column), place: { ...place, column } })),
    { value: now.count(place.row), place },
  ];
  return {
    heads: [...now.columns.map((column) => ({ column })), { what: 'total' }],
    lines: now.rows.map((row) => ({ values: [row], figures: figures({ row }) })),
    total: figures({}),
    unchanged: 0,
  };
}

function compared(now: Figures, before: Figures, crossed: boolean): Crosstab {
  const figures = (place: Place): readonly CrosstabFigure[] => {
    const then = before.count(place.row, place.column);
    const since = now.count(place.row, place.column);
    return [{ value: then, place: { ...place, before: true } }, { value: since, place }, { value: since - then }];
  };
  const rows = ofBoth(now.rows, before.rows);
  const columns = ofBoth(now.columns, before.columns);
  const places = crossed
    ? rows.flatMap((row) => columns.map((column) => ({ row, column })))
    : rows.map((row) => ({ row }));
  const lines = places.map((place) => ({ values: Object.values(place), figures: figures(place) }));
  const occurring = lines.filter(({ figures }) => !crossed || figures.some(({ value }) => value !== 0));
  const shown = crossed ? occurring.filter(({ figures }) => figures.at(-1)?.value !== 0) : occurring;
  return {
    heads: [{ what: 'before' }, { what: 'now' }, { what: 'change' }],
    lines: shown,
    total: figures({}),
    unchanged: occurring.length - shown.length,
  };
}
