import { caseNumber, type RecordedEvent } from '#kernel';
import type { ReferralState } from '#nrm/codes';
import type { ReferralEvent } from '#nrm/referral';
import type { ProjectionTable } from '#projections';

/** A referral as sender, receiver and coordination see it. Instants and dates as in the events. */
export interface ReferralRow extends Record<string, unknown> {
  readonly referral_id: string;
  readonly case_id: string;
  readonly case_number: string;
  readonly from_org: string;
  readonly to_org: string;
  readonly services: readonly string[];
  readonly state: ReferralState;
  readonly sent_at: string;
  readonly respond_by: string;
  /** When it was accepted or declined. */
  readonly answered_at: string | null;
  readonly decline_reason: string | null;
  readonly recall_reason: string | null;
  readonly handed_over_on: string | null;
  /** The sender confirmed the handover. */
  readonly handover_confirmed: boolean;
  readonly completed_on: string | null;
  readonly outcome: string | null;
  readonly exercise: boolean;
}

const columns = `
  referral_id uuid NOT NULL,
  case_id uuid NOT NULL,
  case_number text NOT NULL,
  from_org uuid NOT NULL,
  to_org uuid NOT NULL,
  services text[] NOT NULL,
  state text NOT NULL,
  sent_at timestamptz NOT NULL,
  respond_by timestamptz NOT NULL,
  answered_at timestamptz,
  decline_reason text,
  recall_reason text,
  handed_over_on date,
  handover_confirmed boolean NOT NULL,
  completed_on date,
  outcome text,
  exercise boolean NOT NULL`;

function sent(
  data: Extract<ReferralEvent, { type: 'ReferralSent' }>['data'],
  exercise: boolean,
  country: string,
): ReferralRow {
  return {
    referral_id: data.referralId,
    case_id: data.caseId,
    case_number: caseNumber(country, data.caseId),
    from_org: data.from,
    to_org: data.to,
    services: data.services,
    state: 'Sent',
    sent_at: data.sentAt,
    respond_by: data.respondBy,
    answered_at: null,
    decline_reason: null,
    recall_reason: null,
    handed_over_on: null,
    handover_confirmed: false,
    completed_on: null,
    outcome: null,
    exercise,
  };
}

function change(event: ReferralEvent, recordedAt: string): Partial<ReferralRow> {
  switch (event.type) {
    case 'ReferralAccepted':
      return { state: 'Accepted', answered_at: recordedAt };
    case 'ReferralDeclined':
      return { state: 'Declined', answered_at: recordedAt, decline_reason: event.data.reason };
    case 'ReferralExpired':
      return { state: 'Expired' };
    case 'ReferralRecalled':
      return { state: 'Recalled', recall_reason: event.data.reason };
    case 'ReferralHandedOver':
      return { state: 'HandedOver', handed_over_on: event.data.on };
    case 'HandoverConfirmed':
      return { handover_confirmed: true };
    case 'ReferralCompleted':
      return { state: 'Completed', completed_on: event.data.on, outcome: event.data.outcome };
    default:
      return {};
  }
}

const referralOf = ({ data }: RecordedEvent): readonly string[] =>
  'referralId' in data && typeof data.referralId === 'string' ? [data.referralId] : [];

/** One row for each referral. `country`: ISO 3166-1, for the case number. */
export const referrals = (country: string): ProjectionTable<ReferralRow> => ({
  name: 'referrals',
  columns,
  groupBy: 'referral_id',
  indexes: [
    // the state after the order is there to be filtered on without a visit to the table
    'to_org, sent_at, referral_id, state',
    'from_org, sent_at, referral_id, state',
    'state, respond_by, referral_id',
  ],
  groups: referralOf,
  evolve(rows, recorded) {
    const event = recorded as unknown as ReferralEvent;
    if (event.type === 'ReferralSent') return [sent(event.data, recorded.metadata.exercise, country)];
    const [row] = rows;
    return row ? [{ ...row, ...change(event, recorded.recordedAt) }] : rows;
  },
});
