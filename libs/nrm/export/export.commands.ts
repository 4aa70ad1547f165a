import type { ExportPurpose } from './export.codes.js';

/** Asks for an export of the organisation's own cases. */
export interface RequestExport {
  readonly type: 'RequestExport';
  readonly exportId: string;
  readonly organisationId: string;
  readonly user: string;
  readonly purpose: ExportPurpose;
}

/** Agrees to it. */
export interface ApproveExport {
  readonly type: 'ApproveExport';
  readonly organisationId: string;
  readonly user: string;
  /** ISO 8601 in UTC. */
  readonly now: string;
}

/** Takes it. */
export interface TakeExport {
  readonly type: 'TakeExport';
  readonly organisationId: string;
  readonly user: string;
  /** ISO 8601 in UTC. */
  readonly now: string;
}

/** What can be asked of `export-{exportId}`. */
export type ExportCommand = RequestExport | ApproveExport | TakeExport;
