export class ExportAnswer {
  exportId: string;
}

export class ExportStandingAnswer {
  exportId: string;
  organisationId: string;
  /** The user who asked: the only one who takes it, and never the one who approves it. */
  requestedBy: string;
  requestedAt: string;
  /** @example 'Reporting' */
  purpose: string;
  /** `Requested`: it waits for a second person. `Approved`: it may be taken. `Lapsed`: it was not taken in time. */
  state: 'Requested' | 'Approved' | 'Lapsed' | 'Taken';
  approvedBy?: string;
  /** Until when it may be taken. */
  until?: string;
}

/** A page of exports, newest first. */
export class ExportsPage {
  items: ExportStandingAnswer[];
  /** Null on the last page. */
  nextCursor: string | null;
}
