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
  /** How many there may be to do. */
  of: number;
  /** The new tables had the same rows as the old. */
  same?: boolean;
  differences: TableDifferenceAnswer[];
  error?: string;
}

export class ProjectionAnswer {
  name: string;
  /** 0: it has read everything. Otherwise how far it is behind in positions, which is not a number of events. */
  behind: number;
  /** For how many seconds the oldest event that it has not read has been in the store; 0: it has read everything. */
  lagSeconds: number;
  /** Streams that it cannot read on; its answers carry Tirek-Incomplete until it is mended. */
  parkedStreams: number;
  /** The rebuild under way, in whichever process, or the last one. */
  rebuild?: RebuildAnswer;
}

export class ProjectionsAnswer {
  items: ProjectionAnswer[];
}

export class RebuildBegunAnswer {
  name: string;
}

export class ParkedItem {
  /** The id of the event, or of what could not be read as one. */
  id: string;
  stream?: string;
  /** Where a message lies that could not be read: `topic/partition@offset`. */
  place?: string;
  type?: string;
  position?: string;
  /** The kind of the error; null for an event that waits behind another one of its stream. */
  reason: string | null;
  parkedAt: string;
}

export class ParkedPage {
  items: ParkedItem[];
  nextCursor: string | null;
}

export class SkippedItem {
  id: string;
  /** Or where a message lay that could not be read. */
  stream?: string;
  type?: string;
  position?: string;
  reason: string;
  /** The user who decided it. */
  skippedBy: string;
  skippedAt: string;
}

export class SkippedPage {
  items: SkippedItem[];
  nextCursor: string | null;
}
