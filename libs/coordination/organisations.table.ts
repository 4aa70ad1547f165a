import type { RecordedEvent } from '#kernel';
import type { DirectoryEvent } from '#nrm/directory';
import type { ProjectionTable } from '#projections';

/** An organisation of the mechanism: no users, no address. */
export interface OrganisationRow extends Record<string, unknown> {
  readonly organisation_id: string;
  readonly name: string;
  readonly type: string;
  readonly services: readonly string[];
  /** Empty: the whole country. */
  readonly regions: readonly string[];
}

const directoryEvent = (event: RecordedEvent): DirectoryEvent | undefined =>
  event.type === 'OrganisationRegistered' || event.type === 'OrganisationChanged'
    ? (event as unknown as DirectoryEvent)
    : undefined;

export const organisations: ProjectionTable<OrganisationRow> = {
  name: 'organisations',
  columns: `
    organisation_id uuid NOT NULL,
    name text NOT NULL,
    type text NOT NULL,
    services text[] NOT NULL,
    regions text[] NOT NULL`,
  groupBy: 'organisation_id',
  indexes: ['name, organisation_id'],
  groups(event) {
    const about = directoryEvent(event);
    return about ? [about.data.organisationId] : [];
  },
  evolve(rows, event) {
    const about = directoryEvent(event);
    if (!about) return rows;
    const { organisationId, name, type, services, regions } = about.data;
    return [{ organisation_id: organisationId, name, type, services, regions }];
  },
};
