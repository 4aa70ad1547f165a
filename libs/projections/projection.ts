import type { RecordedEvent } from '#kernel';

/**
 * A row as JSON gives it. An instant comes back as the event store spells `recordedAt` (UTC, six digits after the
 * second: compare one that was spelt otherwise as a date), a date as `YYYY-MM-DD`, a member that was left out as null.
 * The rows of a group are in no particular order.
 */
export type Row = Record<string, unknown>;

/**
 * One table of a read model. Its rows come in groups, each folded from the events that concern it and from nothing else:
 * that is what makes a projection safe under redelivery and rebuildable.
 */
export interface ProjectionTable<R extends Row = Row> {
  /** Name inside the schema of the projection. */
  readonly name: string;
  /** Column definitions as PostgreSQL takes them. The runner adds `position bigint`: the last event folded into the group. */
  readonly columns: string;
  /** The column that says which group a row belongs to. */
  readonly groupBy: string;
  /** The columns of each index beside the one on the group. */
  readonly indexes?: readonly string[];
  /** The groups that an event concerns; none when the table does not care. */
  groups(event: RecordedEvent): readonly string[];
  /**
   * The rows of a group after an event; the same array when nothing changed. Pure; must not throw on events that the
   * write model can make. An event that does not begin a group leaves a group without rows as it is.
   */
  evolve(rows: readonly R[], event: RecordedEvent, group: string): readonly R[];
}

/** A read model: tables in a PostgreSQL schema of their own, kept by one runner. The name must not change between releases. */
export interface Projection {
  /** Lower case letters and `_`: it is the name of the schema too. */
  readonly name: string;
  /** Raised when tables or evolve change: the runner then rebuilds at the next start. */
  readonly version: number;
  readonly tables: readonly ProjectionTable[];
}
