import { Type } from 'typebox';
import { purposes, type ReadKind } from '#access';
import { EventCatalogue } from '#event-store';
import { defineEvent, type EventOf } from '#kernel';
import { code, fieldGroup, uuid } from '#nrm/codes';

/** The reads that are recorded; figures are of no person. */
export const recordedKinds = ['Case', 'List', 'Search', 'Export'] as const satisfies readonly ReadKind[];
export type RecordedKind = (typeof recordedKinds)[number];

/**
 * Somebody was told of people: by which route, for what, and of which cases, with the groups of personal data that were
 * opened (none: codes only). Who it was stands in the metadata. Never a value, and of a search not what was looked for.
 */
export const CasesRead = defineEvent('CasesRead', {
  readId: uuid,
  kind: code(recordedKinds),
  /** Method and template of the route: `GET /api/v1/cases/:caseId`. */
  route: Type.String({ pattern: '^[A-Z]+ /[A-Za-z0-9/:_-]*$' }),
  purpose: code(purposes),
  cases: Type.Array(
    Type.Object({ caseId: uuid, fieldGroups: Type.Array(fieldGroup) }, { additionalProperties: false }),
  ),
});
export type CasesReadData = EventOf<typeof CasesRead>['data'];

/** The types of the events in the log of reads. */
export const readsCatalogue = new EventCatalogue([CasesRead]);
