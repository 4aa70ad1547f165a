import { Inject, Injectable } from '@nestjs/common';
import { readCursor, toPage } from '#paging';
import { DATABASE, type Database } from '#postgres';
import type { OrganisationsPage } from './coordination.answers.js';
import type { OrganisationsRequest } from './coordination.requests.js';

interface OrganisationRecord {
  organisation_id: string;
  name: string;
  type: string;
  services: string[];
  regions: string[];
}

const listed = `
SELECT organisation_id, name, type, services, regions FROM coordination.organisations
WHERE ($1::text IS NULL OR $1 = ANY (services))
  AND ($2::text IS NULL OR $2 = ANY (regions) OR regions = '{}')
  AND ($3::text IS NULL OR type = $3)
  AND ($4::text IS NULL OR (name, organisation_id) > ($4, $5::uuid))
ORDER BY name, organisation_id LIMIT $6`;

/** The directory of organisations. */
@Injectable()
export class OrganisationQueries {
  constructor(@Inject(DATABASE) private readonly pool: Database) {}

  /** A page of organisations by name. Throws a Problem naming `/cursor` when that is not one of ours. */
  async list(request: OrganisationsRequest): Promise<OrganisationsPage> {
    const cursor = readCursor(request.cursor, 'text');
    const { rows } = await this.pool.query<OrganisationRecord>(listed, [
      request.service,
      request.region,
      request.type,
      cursor?.value,
      cursor?.id,
      request.limit + 1,
    ]);
    return toPage(
      rows,
      request.limit,
      ({ organisation_id, ...organisation }) => ({ organisationId: organisation_id, ...organisation }),
      (row) => ({ value: row.name, id: row.organisation_id }),
    );
  }
}
