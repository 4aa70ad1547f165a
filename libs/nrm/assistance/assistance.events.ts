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

export const assistanceEvents = [AssistancePlanned, ServiceDelivered] as const;
export type AssistanceEvent = EventOf<(typeof assistanceEvents)[number]>;
