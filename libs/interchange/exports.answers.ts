export class ExportAnswer {
  exportId: string;
}

export class ExportStandingAnswer {
  exportId: string;
  requestedBy: string;
  purpose: string;
  approvedBy?: string;
  /** Until when it may be taken. */
  until?: string;
  taken: boolean;
}
