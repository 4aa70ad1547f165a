import { Type } from 'typebox';
import { defineEvent, type EventOf } from '#kernel';
import { code, date, label, uuid } from '#nrm/codes';
import { subjectRequestKinds, subjectRequestOutcomes, transferNoticeForms } from './subject-rights.codes.js';

/** She asked for what is recorded about her, or to have it put right. */
export const SubjectRequestReceived = defineEvent(
  'SubjectRequestReceived',
  {
    caseId: uuid,
    requestId: uuid,
    kind: code(subjectRequestKinds),
    receivedOn: date,
    /** The last day for an answer. */
    dueOn: date,
    late: Type.Boolean(),
  },
  { occurredOn: 'receivedOn' },
);

/** Her request was answered. */
export const SubjectRequestAnswered = defineEvent(
  'SubjectRequestAnswered',
  {
    caseId: uuid,
    requestId: uuid,
    outcome: code(subjectRequestOutcomes),
    /** The article of the law that a refusal rests on. */
    article: Type.Optional(label),
    on: date,
    late: Type.Boolean(),
  },
  { occurredOn: 'on' },
);

/** She was told that a referral brought her data to another organisation. */
export const TransferNotified = defineEvent(
  'TransferNotified',
  { caseId: uuid, referralId: uuid, on: date, form: code(transferNoticeForms), late: Type.Boolean() },
  { occurredOn: 'on' },
);

export const subjectRightsEvents = [SubjectRequestReceived, SubjectRequestAnswered, TransferNotified] as const;
export type SubjectRightsEvent = EventOf<(typeof subjectRightsEvents)[number]>;
