import { directoryEvents, type DirectoryEvent } from '#nrm/directory';
import type { ProjectionTable } from '#projections';
import { known, knownColumns, revise, type Known } from './facts.js';

/** Names and types of organisations: figures carry ids and look the rest up here, as known at the moment asked for. */
export type OrganisationRow = Known & { organisation_id: string; name: string; type: string };

const types: ReadonlySet<string> = new Set(directoryEvents.map(({ type }) => type));

/** One fact per organisation. */
export const organisations: ProjectionTable<OrganisationRow> = {
  name: 'organisations',
  columns: `organisation_id uuid NOT NULL, name text NOT NULL, type text NOT NULL, ${knownColumns}`,
  groupBy: 'organisation_id',
  groups: (event) => (types.has(event.type) ? [(event.data as DirectoryEvent['data']).organisationId] : []),
  evolve(rows, event, organisation_id) {
    const { type: eventType, data } = event as unknown as DirectoryEvent;
    const { name, type } = data;
    return eventType === 'OrganisationRegistered'
      ? [known({ organisation_id, name, type }, event)]
      : revise(rows, { name, type }, event);
  },
};
