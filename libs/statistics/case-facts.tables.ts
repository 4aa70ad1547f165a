import { localDate, type RecordedEvent } from '#kernel';
import type { ReferralState } from '#nrm/codes';
import { StatusDecided, type IdentificationEvent } from '#nrm/identification';
import { prosecutionEvents, type ProsecutionEvent } from '#nrm/prosecution';
import { referralEvents, type ReferralEvent } from '#nrm/referral';
import type { ProjectionTable } from '#projections';
import { counts, known, knownColumns, revise, type Known } from './facts.js';

/**
 * Something that happened in a case and is counted by itself. Whom it happened to is looked up in `victims` when a
 * question is asked, as known at the moment asked for: a correction reaches every figure she is in.
 */
export type CaseFactRow = Known & {
  /** The group: id of the referral, event or proceeding. */
  fact_id: string;
  case_id: string;
  /** Null: the one that identified her. */
  organisation_id: string | null;
  occurred_on: string;
  status: string;
};

const columns = `fact_id uuid NOT NULL, case_id uuid NOT NULL, organisation_id uuid, occurred_on date NOT NULL,
  status text NOT NULL, ${knownColumns}`;
const shape = { columns, groupBy: 'fact_id', indexes: ['occurred_on'] } as const;

const referralStates: Record<
  Exclude<ReferralEvent['type'], 'HandoverConfirmed' | 'SecondOpinionGiven'>,
  ReferralState
> = {
  ReferralSent: 'Sent',
  ReferralAccepted: 'Accepted',
  ReferralDeclined: 'Declined',
  ReferralExpired: 'Expired',
  ReferralRecalled: 'Recalled',
  ReferralHandedOver: 'HandedOver',
  ReferralCompleted: 'Completed',
};
const referralTypes: ReadonlySet<string> = new Set(referralEvents.map(({ type }) => type));

/** One fact per referral, of the day it was sent. */
export const referrals = (timeZone: string): ProjectionTable<CaseFactRow> => ({
  name: 'referrals',
  ...shape,
  groups: (event) =>
    referralTypes.has(event.type) && counts(event) ? [(event.data as ReferralEvent['data']).referralId] : [],
  evolve(rows, event, fact_id) {
    const { type, data } = event as unknown as ReferralEvent;
    if (type === 'HandoverConfirmed' || type === 'SecondOpinionGiven') return rows;
    const status = referralStates[type];
    if (type !== 'ReferralSent') return revise(rows, { status }, event);
    const occurred_on = localDate(new Date(data.sentAt), timeZone);
    return [known({ fact_id, case_id: data.caseId, organisation_id: data.to, occurred_on, status }, event)];
  },
});

/** One fact per decision on the identification status; a reconsideration is another decision. */
export const decisions: ProjectionTable<CaseFactRow> = {
  name: 'decisions',
  ...shape,
  groups: (event) => (event.type === StatusDecided.type && counts(event) ? [event.eventId] : []),
  evolve(_, event: RecordedEvent, fact_id) {
    const { type, data } = event as unknown as IdentificationEvent;
    if (type !== 'StatusDecided') return [];
    const { caseId: case_id, decidedOn: occurred_on, status } = data;
    return [known({ fact_id, case_id, organisation_id: null, occurred_on, status }, event)];
  },
};

const prosecutionTypes: ReadonlySet<string> = new Set(prosecutionEvents.map(({ type }) => type));

/** One fact per registered proceeding. */
export const offences: ProjectionTable<CaseFactRow> = {
  name: 'offences',
  ...shape,
  groups: (event) =>
    prosecutionTypes.has(event.type) && counts(event) ? [(event.data as ProsecutionEvent['data']).proceedingId] : [],
  evolve(rows, event, fact_id) {
    const { type, data } = event as unknown as ProsecutionEvent;
    if (type === 'ChargeRequalified') return rows;
    if (type === 'ProceedingStageMoved') return revise(rows, { status: data.stage }, event);
    const { caseId: case_id, office: organisation_id, registeredOn: occurred_on } = data;
    return [known({ fact_id, case_id, organisation_id, occurred_on, status: 'Registered' }, event)];
  },
};
