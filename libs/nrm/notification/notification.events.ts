import { Type } from 'typebox';
import { defineEvent, type EventOf } from '#kernel';
import {
  ageGroups,
  code,
  country,
  date,
  entryChannels,
  exploitations,
  genders,
  reasonsNotIdentified,
  region,
  uuid,
} from '#nrm/codes';

/** What is said of somebody who does not want to be identified: codes, for counting. */
export const notificationFacts = {
  entryChannel: Type.Optional(code(entryChannels)),
  notifiedOn: date,
  /** Absent: unknown. */
  region: Type.Optional(region),
  /** Never a child, or somebody who may be one. */
  ageGroup: code(ageGroups),
  gender: code(genders),
  /** Alphabetical, each once; `ZZ` unknown. */
  citizenships: Type.Array(country, { minItems: 1 }),
  /** Alphabetical, each once. */
  exploitation: Type.Array(code(exploitations), { minItems: 1 }),
  reasonNotIdentified: Type.Optional(code(reasonsNotIdentified)),
};

/**
 * An adult was met who may be a victim and does not want to be identified. There is no person, no case and no free text
 * in it: it can be counted, and never linked to anybody.
 */
export const NotificationRecorded = defineEvent(
  'NotificationRecorded',
  { notificationId: uuid, ...notificationFacts, late: Type.Boolean() },
  { occurredOn: 'notifiedOn' },
);

export const notificationEvents = [NotificationRecorded] as const;
export type NotificationEvent = EventOf<(typeof notificationEvents)[number]>;
