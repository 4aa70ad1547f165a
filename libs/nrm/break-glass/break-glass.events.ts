import { Type } from 'typebox';
import { defineEvent, personal, type EventOf } from '#kernel';
import { code, instant, uuid } from '#nrm/codes';
import { breakGlassOutcomes } from './break-glass.codes.js';

/** Somebody without a part in the case opened her file in an emergency. */
export const BreakGlassOpened = defineEvent('BreakGlassOpened', {
  breakGlassId: uuid,
  caseId: uuid,
  organisationId: uuid,
  user: Type.String({ minLength: 1, maxLength: 128 }),
  reason: personal('Narrative'),
  /** Not valid from then on. */
  until: instant,
});

/** A second person judged afterwards whether it had to be. */
export const BreakGlassReviewed = defineEvent('BreakGlassReviewed', {
  breakGlassId: uuid,
  caseId: uuid,
  outcome: code(breakGlassOutcomes),
  note: Type.Optional(personal('Narrative')),
});

export const breakGlassEvents = [BreakGlassOpened, BreakGlassReviewed] as const;
export type BreakGlassEvent = EventOf<(typeof breakGlassEvents)[number]>;
