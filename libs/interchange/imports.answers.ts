export class ImportBegunAnswer {
  importId: string;
}

export class RefusalAnswer {
  /** The line of the file; the header is line 1. */
  line: number;
  column: string;
  reason: string;
}

export class CorrectionAnswer {
  line: number;
  caseNumber: string;
  /** The columns whose values are others than before. */
  columns: string[];
}

/** An import, and how far it is. */
export class ImportItem {
  importId: string;
  /** Who began it: a user. */
  startedBy: string;
  source: string;
  dryRun: boolean;
  /** Running, Finished or Failed. */
  state: string;
  /** From 0 to 1. */
  progress: number;
  /** Rows read so far. */
  read: number;
  /** Rows that became cases. */
  taken: number;
  /** Rows that said nothing new. */
  unchanged: number;
  /** Rows whose case was known with other values. */
  corrected: number;
  refused: number;
  error?: string;
  startedAt: string;
  finishedAt?: string;
}

/** A page of imports, newest first. */
export class ImportsPage {
  items: ImportItem[];
  /** Null on the last page. */
  nextCursor: string | null;
}

/** An import with its report. */
export class ImportAnswer extends ImportItem {
  /** The first 1,000. */
  refusals: RefusalAnswer[];
  /** The first 1,000. */
  corrections: CorrectionAnswer[];
}
