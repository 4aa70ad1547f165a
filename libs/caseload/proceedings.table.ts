import { caseNumber, type RecordedEvent } from '#kernel';
import type { ProceedingStage } from '#nrm/codes';
import { articlesAfter, prosecutionEvents, type ProsecutionEvent } from '#nrm/prosecution';
import type { ProjectionTable } from '#projections';

/** A criminal proceeding. Dates and instants as in the events. */
export interface ProceedingRow extends Record<string, unknown> {
  readonly proceeding_id: string;
  readonly case_id: string;
  readonly case_number: string;
  /** The prosecutor's office that leads it. */
  readonly office: string;
  /** The police that registered it. */
  readonly registered_by: string;
  readonly registered_on: string;
  readonly articles: readonly string[];
  /** It was under these once, and is no longer. */
  readonly earlier_articles: readonly string[];
  readonly stage: ProceedingStage;
  /** The day on which it came to that stage. */
  readonly stage_since: string;
  /** It was dismissed at some time. */
  readonly dropped: boolean;
  /** It was reopened at some time. */
  readonly reopened: boolean;
  readonly exercise: boolean;
  readonly last_event_at: string;
}

const prosecutionTypes: ReadonlySet<string> = new Set(prosecutionEvents.map(({ type }) => type));
const proceedingEvent = (event: RecordedEvent): ProsecutionEvent | undefined =>
  prosecutionTypes.has(event.type) ? (event as unknown as ProsecutionEvent) : undefined;

function requalified(
  { articles, earlier_articles }: ProceedingRow,
  change: Extract<ProsecutionEvent, { type: 'ChargeRequalified' }>['data'],
): Pick<ProceedingRow, 'articles' | 'earlier_articles'> {
  const now = articlesAfter(articles, change);
  const earlier = new Set([...earlier_articles, change.from]);
  return { articles: now, earlier_articles: [...earlier].filter((one) => !now.includes(one)) };
}

/** One row for each proceeding. `country`: ISO 3166-1, for the case number. */
export const proceedings = (country: string): ProjectionTable<ProceedingRow> => ({
  name: 'proceedings',
  columns: `
    proceeding_id uuid NOT NULL,
    case_id uuid NOT NULL,
    case_number text NOT NULL,
    office uuid NOT NULL,
    registered_by uuid NOT NULL,
    registered_on date NOT NULL,
    articles text[] NOT NULL,
    earlier_articles text[] NOT NULL,
    stage text NOT NULL,
    stage_since date NOT NULL,
    dropped boolean NOT NULL,
    reopened boolean NOT NULL,
    exercise boolean NOT NULL,
    last_event_at timestamptz NOT NULL`,
  groupBy: 'proceeding_id',
  indexes: ['office', 'registered_by'],
  groups(event) {
    const about = proceedingEvent(event);
    return about ? [about.data.proceedingId] : [];
  },
  evolve(rows, event) {
    const about = proceedingEvent(event);
    const [row] = rows;
    if (about?.type === 'ProceedingRegistered') {
      const { proceedingId, caseId, office, registeredBy, registeredOn, articles } = about.data;
      return [
        {
          proceeding_id: proceedingId,
          case_id: caseId,
          case_number: caseNumber(country, caseId),
          office,
          registered_by: registeredBy,
          registered_on: registeredOn,
          articles,
          earlier_articles: [],
          stage: 'Registered',
          stage_since: registeredOn,
          dropped: false,
          reopened: false,
          exercise: event.metadata.exercise,
          last_event_at: event.recordedAt,
        },
      ];
    }
    if (!about || !row) return rows;
    if (about.type === 'ChargeRequalified') {
      return [{ ...row, ...requalified(row, about.data), last_event_at: event.recordedAt }];
    }
    const { stage, on } = about.data;
    return [
      {
        ...row,
        stage,
        stage_since: on,
        dropped: row.dropped || stage === 'Dismissed',
        reopened: row.reopened || stage === 'Reopened',
        last_event_at: event.recordedAt,
      },
    ];
  },
});
