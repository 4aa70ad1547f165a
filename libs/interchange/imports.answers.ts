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

export class ImportAnswer {
  importId: string;
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
  /** The first 1,000. */
  refusals: RefusalAnswer[];
  /** The first 1,000. */
  corrections: CorrectionAnswer[];
  error?: string;
  startedAt: string;
  finishedAt?: string;
}
