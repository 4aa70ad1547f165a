import { Type } from 'typebox';
import { defineEvent, type EventOf } from '#kernel';
import { code, erasureReasons, uuid } from '#nrm/codes';

const asked = {
  personId: uuid,
  caseId: uuid,
  reason: code(erasureReasons),
  /** A code, since words about her would have to go with her. */
  legalGround: Type.String({ pattern: '^[A-Za-z0-9.-]{1,64}$' }),
};

/** Erasure was asked for and cannot be: a legal hold. It is decided again when it is asked for again. */
export const ErasureHeld = defineEvent('ErasureHeld', { ...asked, hold: Type.Literal('ProceedingOpen') });

/** What held an erasure holds it no longer: whoever asked for it is told, and asks again or not. */
export const ErasureHoldEnded = defineEvent('ErasureHoldEnded', { personId: uuid, caseId: uuid });

/** What was said of her is to be gone: her key is destroyed after this, at once or as soon as that can be. */
export const PersonErased = defineEvent('PersonErased', asked);

export const erasureEvents = [ErasureHeld, ErasureHoldEnded, PersonErased] as const;
export type ErasureEvent = EventOf<(typeof erasureEvents)[number]>;
