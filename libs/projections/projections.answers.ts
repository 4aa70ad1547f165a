export class TableDifferenceAnswer {
  table: string;
  /** Rows that only the old tables had. */
  missing: number;
  /** Rows that only the new ones have. */
  extra: number;
}

export class RebuildAnswer {
  /** Running, Finished or Failed. */
  state: string;
  /** Events done so far. */
  events: number;
  of: number;
  /** The new tables had the same rows as the old. */
  same?: boolean;
  differences: TableDifferenceAnswer[];
  error?: string;
}

export class ProjectionAnswer {
  name: string;
  /** How many events it has still to read. */
  behind: number;
  /** Streams that it cannot read on; its answers carry Tirek-Incomplete until it is mended. */
  parkedStreams: number;
  /** The rebuild under way, or the last one since the start. */
  rebuild?: RebuildAnswer;
}

export class ProjectionsAnswer {
  items: ProjectionAnswer[];
}

export class RebuildBegunAnswer {
  name: string;
}
