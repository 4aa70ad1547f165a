import { Type } from 'typebox';
import { defineEvent, type EventOf } from '#kernel';
import { code, instant, uuid } from '#nrm/codes';
import { exportPurposes } from './export.codes.js';

const user = Type.String({ minLength: 1, maxLength: 128 });

/** Somebody asked to take a copy of the organisation's cases out of the system. */
export const ExportRequested = defineEvent('ExportRequested', {
  exportId: uuid,
  organisationId: uuid,
  requestedBy: user,
  purpose: code(exportPurposes),
});

/** A second person of the organisation agreed. */
export const ExportApproved = defineEvent('ExportApproved', {
  exportId: uuid,
  organisationId: uuid,
  approvedBy: user,
  /** Not valid from then on. */
  until: instant,
});

/** The copy was taken: once. */
export const ExportTaken = defineEvent('ExportTaken', { exportId: uuid, organisationId: uuid });

export const exportEvents = [ExportRequested, ExportApproved, ExportTaken] as const;
export type ExportEvent = EventOf<(typeof exportEvents)[number]>;
