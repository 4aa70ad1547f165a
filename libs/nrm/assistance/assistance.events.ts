import { Type } from 'typebox';
import { defineEvent, personal, type EventOf } from '#kernel';
import { code, date, label, services, uuid } from '#nrm/codes';

/** What help is planned. A later plan replaces an earlier one; both are kept. */
export const AssistancePlanned = defineEvent('AssistancePlanned', {
  caseId: uuid,
  organisationId: uuid,
  needs: Type.Array(code(services), { minItems: 1 }),
  goals: Type.Array(
    Type.Object(
      { goalId: label, service: code(services), description: personal('ServicesContent') },
      { additionalProperties: false },
    ),
  ),
});

/** A service was given to her. */
export const ServiceDelivered = defineEvent(
  'ServiceDelivered',
  {
    caseId: uuid,
    organisationId: uuid,
    service: code(services),
    deliveredOn: date,
    note: Type.Optional(personal('ServicesContent')),
    late: Type.Boolean(),
  },
  { occurredOn: 'deliveredOn' },
);

/**
 * A counselling note was recorded. Its text is sealed to the key of the organisation before it is sealed to hers: neither
 * another organisation nor the installation can open it.
 */
export const CounsellingNoteRecorded = defineEvent('CounsellingNoteRecorded', {
  caseId: uuid,
  organisationId: uuid,
  noteId: uuid,
  text: personal('CounsellingNotes'),
});

/** A note on her health was recorded. */
export const HealthNoteRecorded = defineEvent('HealthNoteRecorded', {
  caseId: uuid,
  organisationId: uuid,
  noteId: uuid,
  text: personal('Health'),
});

export const assistanceEvents = [
  AssistancePlanned,
  ServiceDelivered,
  CounsellingNoteRecorded,
  HealthNoteRecorded,
] as const;
export type AssistanceEvent = EventOf<(typeof assistanceEvents)[number]>;
