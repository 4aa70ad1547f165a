import type { RecordedEvent } from '#kernel';
import type { SubjectRightsEvent } from '#nrm/subject-rights';
import type { ProjectionTable } from '#projections';

type SubjectRequestRow = {
  request_id: string;
  case_id: string;
  kind: string;
  received_on: string;
  recorded_at: string;
  due_on: string;
  outcome: string | null;
  article: string | null;
  answered_on: string | null;
};

type Request = Exclude<SubjectRightsEvent, { type: 'TransferNotified' }>;
const isOne = (event: RecordedEvent): event is RecordedEvent & Request =>
  event.type === 'SubjectRequestReceived' || event.type === 'SubjectRequestAnswered';

/** What people asked about their own data, and how they were answered. */
export const subjectRequestsTable: ProjectionTable<SubjectRequestRow> = {
  name: 'subject_requests',
  columns: `request_id uuid not null, case_id uuid not null, kind text not null, received_on date not null,
    recorded_at timestamptz not null, due_on date not null, outcome text, article text, answered_on date`,
  groupBy: 'request_id',
  indexes: ['received_on, request_id', 'case_id'],
  groups: (event) => (isOne(event) ? [event.data.requestId] : []),
  evolve(rows, event) {
    const recorded = event as RecordedEvent & Request;
    if (recorded.type === 'SubjectRequestReceived') {
      const { requestId, caseId, kind, receivedOn, dueOn } = recorded.data;
      return [
        {
          request_id: requestId,
          case_id: caseId,
          kind,
          received_on: receivedOn,
          recorded_at: recorded.recordedAt,
          due_on: dueOn,
          outcome: null,
          article: null,
          answered_on: null,
        },
      ];
    }
    const { outcome, article, on } = recorded.data;
    return rows.map((row) => ({ ...row, outcome, article: article ?? null, answered_on: on }));
  },
};
