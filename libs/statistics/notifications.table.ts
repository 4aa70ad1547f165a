import { NotificationRecorded, type NotificationEvent } from '#nrm/notification';
import type { ProjectionTable } from '#projections';
import { counts, known, knownColumns, type Known } from './facts.js';

/** Somebody who was notified without identity: what `victims` has, but for the case and the organisation, which could lead to her. */
export type NotificationRow = Known & {
  fact_id: string;
  occurred_on: string;
  entry_channel: string;
  region: string | null;
  age_group: string;
  gender: string;
  citizenships: readonly string[];
  exploitations: readonly string[];
  /** Why she does not want to be identified. */
  status: string;
};

/** One fact per notification. */
export const notifications: ProjectionTable<NotificationRow> = {
  name: 'notifications',
  columns: `fact_id uuid NOT NULL, occurred_on date NOT NULL, entry_channel text NOT NULL, region text,
    age_group text NOT NULL, gender text NOT NULL, citizenships text[] NOT NULL, exploitations text[] NOT NULL,
    status text NOT NULL, ${knownColumns}`,
  groupBy: 'fact_id',
  indexes: ['occurred_on'],
  groups: (event) =>
    event.type === NotificationRecorded.type && counts(event)
      ? [(event.data as NotificationEvent['data']).notificationId]
      : [],
  evolve(_, event, fact_id) {
    const data = event.data as NotificationEvent['data'];
    const row = {
      fact_id,
      occurred_on: data.notifiedOn,
      entry_channel: data.entryChannel ?? 'Unknown',
      region: data.region ?? null,
      age_group: data.ageGroup,
      gender: data.gender,
      citizenships: data.citizenships,
      exploitations: data.exploitation,
      status: data.reasonNotIdentified ?? 'NotSaid',
    };
    return [known(row, event)];
  },
};
