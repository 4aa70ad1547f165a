import { Type } from 'typebox';
import { defineEvent, personal, type EventOf } from '#kernel';
import {
  assents,
  code,
  consentForms,
  consentPurposes,
  date,
  fieldGroup,
  guardianKinds,
  instant,
  language,
  uuid,
} from '#nrm/codes';

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

/** She left less of a consent than there was: what remains of it. */
export const ConsentNarrowed = defineEvent(
  'ConsentNarrowed',
  {
    caseId: uuid,
    consentId: uuid,
    recipients: Type.Array(uuid, { minItems: 1 }),
    fieldGroups: Type.Array(fieldGroup, { minItems: 1 }),
    on: date,
    late: Type.Boolean(),
  },
  { occurredOn: 'on' },
);

/** She took a consent back. */
export const ConsentWithdrawn = defineEvent(
  'ConsentWithdrawn',
  { caseId: uuid, consentId: uuid, on: date, late: Type.Boolean() },
  { occurredOn: 'on' },
);

/** Of what she took back, whoever cares for her shall keep nothing, not even what caring for her needs. */
export const KeepingRefused = defineEvent(
  'KeepingRefused',
  { caseId: uuid, consentId: uuid, on: date, late: Type.Boolean() },
  { occurredOn: 'on' },
);

/**
 * A recipient sees less since a basis fell: what was closed to it, how often it had opened that until then, and what it
 * keeps while it cares for her. The basis is a consent or, of a vital interest that was denied, its referral.
 */
export const DisclosureClosed = defineEvent('DisclosureClosed', {
  caseId: uuid,
  consentId: Type.Optional(uuid),
  referralId: Type.Optional(uuid),
  recipient: uuid,
  fieldGroups: Type.Array(fieldGroup),
  seen: Type.Array(
    Type.Object({ fieldGroup, times: Type.Integer({ minimum: 1 }), lastAt: instant }, { additionalProperties: false }),
  ),
  kept: Type.Array(fieldGroup),
});

/** She does not want an organisation, or one officer of it, to see her file. */
export const ExclusionRecorded = defineEvent(
  'ExclusionRecorded',
  {
    caseId: uuid,
    exclusionId: uuid,
    organisationId: uuid,
    /** Absent: the whole organisation. */
    user: Type.Optional(Type.String({ minLength: 1, maxLength: 128 })),
    on: date,
    late: Type.Boolean(),
  },
  { occurredOn: 'on' },
);

/** She lets them see it again, as far as they may. */
export const ExclusionLifted = defineEvent(
  'ExclusionLifted',
  { caseId: uuid, exclusionId: uuid, on: date, late: Type.Boolean() },
  { occurredOn: 'on' },
);

/** A child was heard: what she says, whether she agrees, and who her guardian is (design section 6.3). */
export const ChildViewsRecorded = defineEvent(
  'ChildViewsRecorded',
  {
    caseId: uuid,
    assent: code(assents),
    views: Type.Optional(personal('Narrative')),
    guardian: Type.Optional(
      Type.Object(
        {
          kind: code(guardianKinds),
          name: Type.Optional(personal('Identity')),
          /** Of being involved: a suspected guardian is told nothing. */
          suspected: Type.Boolean(),
        },
        { additionalProperties: false },
      ),
    ),
    on: date,
    late: Type.Boolean(),
  },
  { occurredOn: 'on' },
);

export const consentEvents = [
  ConsentGiven,
  ConsentNarrowed,
  ConsentWithdrawn,
  KeepingRefused,
  DisclosureClosed,
  ExclusionRecorded,
  ExclusionLifted,
  ChildViewsRecorded,
] as const;
export type ConsentEvent = EventOf<(typeof consentEvents)[number]>;
