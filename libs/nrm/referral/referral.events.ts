import { Type } from 'typebox';
import { defineEvent, personal, type EventOf } from '#kernel';
import {
  code,
  completionOutcomes,
  date,
  declineReasons,
  fieldGroup,
  instant,
  notSuccessfulReasons,
  recallReasons,
  services,
  uuid,
} from '#nrm/codes';

/** On what a referral rests: her consent; a legal basis (child, unknown age); vital interest (an adult in danger who cannot consent). */
export const referralBasis = Type.Union([
  Type.Object({ kind: Type.Literal('Consent'), consentId: uuid }, { additionalProperties: false }),
  Type.Object({ kind: Type.Literal('LegalBasis'), legalBasis: personal('Narrative') }, { additionalProperties: false }),
  Type.Object({ kind: Type.Literal('VitalInterest'), reason: personal('Narrative') }, { additionalProperties: false }),
]);

/** She was referred to an organisation, which has to answer by `respondBy`. */
export const ReferralSent = defineEvent('ReferralSent', {
  referralId: uuid,
  caseId: uuid,
  from: uuid,
  to: uuid,
  services: Type.Array(code(services), { minItems: 1 }),
  /** What the receiver may see once it has accepted. */
  fieldGroups: Type.Array(fieldGroup),
  basis: referralBasis,
  sentAt: instant,
  respondBy: instant,
  note: Type.Optional(personal('Needs')),
});

const about = { referralId: uuid, caseId: uuid };

export const ReferralAccepted = defineEvent('ReferralAccepted', about);

export const ReferralDeclined = defineEvent('ReferralDeclined', {
  ...about,
  reason: code(declineReasons),
  note: Type.Optional(personal('Narrative')),
});

/** No answer came in time. It may still be accepted, declined or recalled: late help is help. */
export const ReferralExpired = defineEvent('ReferralExpired', { ...about, respondBy: instant });

export const ReferralRecalled = defineEvent('ReferralRecalled', { ...about, reason: code(recallReasons) });

/** She arrived: the receiver holds the case from now on. */
export const ReferralHandedOver = defineEvent(
  'ReferralHandedOver',
  { ...about, on: date, late: Type.Boolean() },
  { occurredOn: 'on' },
);

/** The sender confirms the handover. Missing, it shows in coordination and blocks nothing. */
export const HandoverConfirmed = defineEvent('HandoverConfirmed', { ...about, on: date }, { occurredOn: 'on' });

/** The referral is over; the holding stays where it is. */
export const ReferralCompleted = defineEvent(
  'ReferralCompleted',
  {
    ...about,
    outcome: code(completionOutcomes),
    /** Present when not successful. */
    reason: Type.Optional(code(notSuccessfulReasons)),
    on: date,
    late: Type.Boolean(),
  },
  { occurredOn: 'on' },
);

/** Somebody else looked at a referral that rests on vital interest, within a day of it (design section 6.3). */
export const SecondOpinionGiven = defineEvent('SecondOpinionGiven', { ...about, agrees: Type.Boolean() });

export const referralEvents = [
  ReferralSent,
  ReferralAccepted,
  ReferralDeclined,
  ReferralExpired,
  ReferralRecalled,
  ReferralHandedOver,
  HandoverConfirmed,
  ReferralCompleted,
  SecondOpinionGiven,
] as const;
export type ReferralEvent = EventOf<(typeof referralEvents)[number]>;
