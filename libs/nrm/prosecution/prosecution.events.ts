import { Type } from 'typebox';
import { defineEvent, personal, type EventOf } from '#kernel';
import { code, date, proceedingStages, uuid } from '#nrm/codes';

/** A criminal proceeding was registered on a case and given to a prosecutor's office. */
export const ProceedingRegistered = defineEvent(
  'ProceedingRegistered',
  {
    proceedingId: uuid,
    caseId: uuid,
    /** The prosecutor's office that leads it. */
    office: uuid,
    registeredBy: uuid,
    /** Number in the unified register of crimes. */
    registerNumber: personal('CriminalFile'),
    registeredOn: date,
    articles: Type.Array(Type.String({ pattern: '^[0-9]{1,3}([-.][0-9]{1,2})?$' }), { minItems: 1 }),
    late: Type.Boolean(),
  },
  { occurredOn: 'registeredOn' },
);

/** The proceeding moved. No stage is for ever: a dismissed one can be reopened. */
export const ProceedingStageMoved = defineEvent(
  'ProceedingStageMoved',
  {
    proceedingId: uuid,
    caseId: uuid,
    from: code(proceedingStages),
    stage: code(proceedingStages),
    on: date,
    ground: Type.Optional(personal('CriminalFile')),
    late: Type.Boolean(),
  },
  { occurredOn: 'on' },
);

export const prosecutionEvents = [ProceedingRegistered, ProceedingStageMoved] as const;
export type ProsecutionEvent = EventOf<(typeof prosecutionEvents)[number]>;
