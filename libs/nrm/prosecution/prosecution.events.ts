import { Type } from 'typebox';
import { defineEvent, personal, type EventOf } from '#kernel';
import { articleNumber, code, date, proceedingStages, uuid } from '#nrm/codes';

const article = Type.String({ pattern: articleNumber.source });

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
    articles: Type.Array(article, { minItems: 1 }),
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

/** A charge is brought under another article: both are kept, since charges of trafficking are often made lesser ones. */
export const ChargeRequalified = defineEvent(
  'ChargeRequalified',
  {
    proceedingId: uuid,
    caseId: uuid,
    from: article,
    to: article,
    on: date,
    ground: personal('CriminalFile'),
    late: Type.Boolean(),
  },
  { occurredOn: 'on' },
);

/** The articles of a proceeding, each once, after a charge under one of them was requalified. */
export const articlesAfter = (
  articles: readonly string[],
  { from, to }: Pick<EventOf<typeof ChargeRequalified>['data'], 'from' | 'to'>,
): string[] => [...new Set(articles.map((one) => (one === from ? to : one)))];

export const prosecutionEvents = [ProceedingRegistered, ProceedingStageMoved, ChargeRequalified] as const;
export type ProsecutionEvent = EventOf<(typeof prosecutionEvents)[number]>;
