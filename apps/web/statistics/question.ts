import type { Dimension, Unit } from '../../../libs/statistics/questions.js';
import type { Parameters } from '../api/client.js';
import type { CodeList } from '../i18n/index.js';

export type { Dimension, Unit } from '../../../libs/statistics/questions.js';

/** What is asked of the statistics. Empty texts: not narrowed. */
export interface Question {
  readonly unit: Unit;
  /** Rows, and columns if there is a second. */
  readonly by: readonly Dimension[];
  /** Local dates, both included. */
  readonly from: string;
  readonly to: string;
  /** A local date, or an instant; empty: now. */
  readonly knownAt: string;
}

/** The codes of the status of each thing that is counted. */
export const statusOf: Readonly<Record<Unit, CodeList>> = {
  victim: 'identificationStatus',
  referral: 'referralState',
  decision: 'identificationStatus',
  offence: 'proceedingStage',
  notification: 'reasonNotIdentified',
};
/** What can be counted, in the order in which it is offered. */
export const units = Object.keys(statusOf) as readonly Unit[];

/** Of moments, of organisations, or of the person: in the order in which they are offered. */
const kinds: Readonly<Record<Dimension, 'time' | 'organisation' | 'person'>> = {
  month: 'time',
  quarter: 'time',
  year: 'time',
  region: 'person',
  gender: 'person',
  ageGroup: 'person',
  exploitation: 'person',
  exploitationSet: 'person',
  citizenship: 'person',
  citizenshipSet: 'person',
  entryChannel: 'person',
  status: 'person',
  organisation: 'organisation',
  organisationType: 'organisation',
};

export type Period = 'month' | 'quarter' | 'year';

/** Whether the values of a dimension follow one another. */
export const isPeriod = (dimension: Dimension): dimension is Period => kinds[dimension] === 'time';

/** What a thing can be counted by; of notifications no organisation is kept. */
export const dimensionsOf = (unit: Unit): readonly Dimension[] =>
  (Object.keys(kinds) as Dimension[]).filter((one) => unit !== 'notification' || kinds[one] !== 'organisation');

/** A question in the words of the API. */
export const parametersOf = ({ unit, by, from, to, knownAt }: Question): Parameters => ({
  unit,
  groupBy: by.join(','),
  from,
  to,
  knownAt,
});
