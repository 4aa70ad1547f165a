import { Type } from 'typebox';
import { defineEvent, type EventOf } from '#kernel';
import { code, consentForms, consentPurposes, date, fieldGroup, language, uuid } from '#nrm/codes';

/** She agreed: for a purpose, to recipients, for groups of fields. */
export const ConsentGiven = defineEvent(
  'ConsentGiven',
  {
    caseId: uuid,
    consentId: uuid,
    purpose: code(consentPurposes),
    recipients: Type.Array(uuid, { minItems: 1 }),
    fieldGroups: Type.Array(fieldGroup, { minItems: 1 }),
    language,
    form: code(consentForms),
    /** Which version of the consent text she was read. */
    textVersion: Type.String({ minLength: 1, maxLength: 64 }),
    givenOn: date,
    late: Type.Boolean(),
  },
  { occurredOn: 'givenOn' },
);

/** She took a consent back. */
export const ConsentWithdrawn = defineEvent(
  'ConsentWithdrawn',
  { caseId: uuid, consentId: uuid, on: date, late: Type.Boolean() },
  { occurredOn: 'on' },
);

export const consentEvents = [ConsentGiven, ConsentWithdrawn] as const;
export type ConsentEvent = EventOf<(typeof consentEvents)[number]>;
