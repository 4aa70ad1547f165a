import type { RecordedEvent } from '#kernel';
import type { ExportEvent } from '#nrm/export';
import type { ProjectionTable } from '#projections';

type ExportRow = {
  export_id: string;
  organisation_id: string;
  requested_by: string;
  requested_at: string;
  purpose: string;
  approved_by: string | null;
  until: string | null;
  taken: boolean;
};

const isOne = (event: RecordedEvent): event is RecordedEvent & ExportEvent =>
  event.type === 'ExportRequested' || event.type === 'ExportApproved' || event.type === 'ExportTaken';

/** Every copy of an organisation's cases that was asked for, and how far it came. */
export const exportsTable: ProjectionTable<ExportRow> = {
  name: 'exports',
  columns: `export_id uuid not null, organisation_id uuid not null, requested_by text not null,
    requested_at timestamptz not null, purpose text not null, approved_by text, until timestamptz, taken boolean not null`,
  groupBy: 'export_id',
  indexes: ['organisation_id, requested_at, export_id'],
  groups: (event) => (isOne(event) ? [event.data.exportId] : []),
  evolve(rows, event) {
    const recorded = event as RecordedEvent & ExportEvent;
    switch (recorded.type) {
      case 'ExportRequested': {
        const { exportId, organisationId, requestedBy, purpose } = recorded.data;
        return [
          {
            export_id: exportId,
            organisation_id: organisationId,
            requested_by: requestedBy,
            requested_at: recorded.recordedAt,
            purpose,
            approved_by: null,
            until: null,
            taken: false,
          },
        ];
      }
      case 'ExportApproved': {
        const { approvedBy, until } = recorded.data;
        return rows.map((row) => ({ ...row, approved_by: approvedBy, until }));
      }
      case 'ExportTaken':
        return rows.map((row) => ({ ...row, taken: true }));
      default:
        return recorded satisfies never;
    }
  },
};
