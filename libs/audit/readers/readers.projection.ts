import type { EventStore } from '#event-store';
import type { RecordedEvent } from '#kernel';
import { StoreFeed } from '#messaging';
import type { FedProjection, Projection, ProjectionTable } from '#projections';
import { CasesRead, readsCatalogue, type CasesReadData } from '../reads.events.js';

type ReadRow = {
  read_id: string;
  case_id: string;
  at: string;
  reader: string;
  organisation_id: string;
  role: string;
  purpose: string;
  kind: string;
  field_groups: readonly string[];
};

/** A row for each case of each read. Grouped by read: a case has more of them than should be folded again each time. */
const reads: ProjectionTable<ReadRow> = {
  name: 'reads',
  columns: `
    read_id uuid NOT NULL,
    case_id uuid NOT NULL,
    at timestamptz NOT NULL,
    reader text NOT NULL,
    organisation_id uuid NOT NULL,
    role text NOT NULL,
    purpose text NOT NULL,
    kind text NOT NULL,
    field_groups text[] NOT NULL`,
  groupBy: 'read_id',
  indexes: ['case_id, at, read_id'],
  groups: (event) => (event.type === CasesRead.type ? [dataOf(event).readId] : []),
  evolve(_, event, readId) {
    const { user, organisation, role } = event.metadata.actor;
    const { cases, purpose, kind } = dataOf(event);
    return cases.map(({ caseId, fieldGroups }) => ({
      read_id: readId,
      case_id: caseId,
      at: event.recordedAt,
      reader: user,
      organisation_id: organisation,
      role,
      purpose,
      kind,
      field_groups: fieldGroups,
    }));
  },
};

const dataOf = ({ data }: RecordedEvent): CasesReadData => data as CasesReadData;

/** Who read of which case: a read model of the log of reads, and of nothing else. */
export const readersProjection: Projection = { name: 'readers', version: 1, tables: [reads] };

/**
 * How long reads are gathered for a page, in milliseconds: nearly nobody asks for them, and every request would pay for
 * their being listed at once. A question waits for them.
 */
const gatherMs = 500;

/** The same, fed by the log itself. */
export const readersFrom = (readLog: EventStore): FedProjection => ({
  projection: readersProjection,
  log: { store: readLog, catalogue: readsCatalogue },
  feed: new StoreFeed(readLog, { gatherMs }),
});
