import { derivedId, fieldGroups, type RecordedEvent } from '#kernel';
import { describeProjection } from '../../projections/projection.testing.js';
import { CasesRead, readsCatalogue, recordedKinds, type CasesReadData } from '../reads.events.js';
import { readersProjection } from './readers.projection.js';

/** A log of reads of twenty cases: files, and lists of up to seven of them, some of none. */
function readsOf(count: number): RecordedEvent[] {
  const caseIds = Array.from({ length: 20 }, (_, i) => derivedId('case', String(i)));
  return Array.from({ length: count }, (_, i) => {
    const readId = derivedId('read', String(i));
    const data: CasesReadData = {
      readId,
      kind: recordedKinds[i % recordedKinds.length]!,
      route: 'GET /api/v1/cases/:caseId',
      purpose: 'Assistance',
      cases: caseIds.slice(i % 13, (i % 13) + (i % 8)).map((caseId, k) => ({
        caseId,
        fieldGroups: fieldGroups.slice(0, (i + k) % fieldGroups.length),
      })),
    };
    return {
      eventId: readId,
      type: CasesRead.type,
      schemaVersion: CasesRead.version,
      occurredAt: '2026-11-21T09:00:00.000Z',
      data,
      metadata: {
        actor: { user: `user ${i % 3}`, organisation: derivedId('organisation'), role: 'ngo-caseworker' },
        commandId: readId,
        correlationId: readId,
        causationId: readId,
        exercise: false,
      },
      position: i + 1,
      stream: `read-${readId}`,
      revision: 0,
      recordedAt: new Date(Date.parse('2026-11-21T09:00:00.000Z') + i * 1_000).toISOString(),
    };
  });
}

describeProjection(readersProjection, { history: () => readsOf(200), catalogue: readsCatalogue });
