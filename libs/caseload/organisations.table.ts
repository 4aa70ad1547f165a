import type { DirectoryEvent } from '#nrm/directory';
import type { ProjectionTable } from '#projections';

/** An organisation's type and regions: a commission has a part in every case of its regions. */
export interface OrganisationRow extends Record<string, unknown> {
  readonly organisation_id: string;
  readonly type: string;
  /** ISO 3166-2. */
  readonly regions: readonly string[];
}

export const organisations: ProjectionTable<OrganisationRow> = {
  name: 'organisations',
  columns: 'organisation_id uuid NOT NULL, type text NOT NULL, regions text[] NOT NULL',
  groupBy: 'organisation_id',
  groups: (event) =>
    event.type === 'OrganisationRegistered' || event.type === 'OrganisationChanged'
      ? [(event.data as DirectoryEvent['data']).organisationId]
      : [],
  evolve(_, event, organisationId) {
    const { type, regions } = event.data as DirectoryEvent['data'];
    return [{ organisation_id: organisationId, type, regions }];
  },
};
