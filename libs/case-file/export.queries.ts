import { Inject, Injectable } from '@nestjs/common';
import { instantOf, readCursor, toPage } from '#paging';
import { DATABASE, type Database } from '#postgres';
import { CaseFiles } from './case-files.js';

/** A copy of an organisation's cases that was asked for. Instants are ISO 8601 in UTC. */
export interface ExportRecord {
  readonly exportId: string;
  readonly organisationId: string;
  readonly requestedBy: string;
  readonly requestedAt: string;
  readonly purpose: string;
  readonly approvedBy: string | null;
  /** Not to be taken from then on; null: not approved. */
  readonly until: string | null;
  readonly taken: boolean;
}

const columns = `export_id AS "exportId", organisation_id AS "organisationId", requested_by AS "requestedBy", ${instantOf('requested_at')} AS "requestedAt",
  purpose, approved_by AS "approvedBy", ${instantOf('until')} AS until, taken`;

/** The exports of organisations up to the head of the store. */
@Injectable()
export class ExportQueries {
  constructor(
    @Inject(DATABASE) private readonly pool: Database,
    private readonly caseFiles: CaseFiles,
  ) {}

  /** An export of the organisation; undefined when it has none of that id. */
  async find(exportId: string, organisationId: string): Promise<ExportRecord | undefined> {
    await this.caseFiles.catchUp();
    const { rows } = await this.pool.query<ExportRecord>(
      `SELECT ${columns} FROM case_file.exports WHERE export_id = $1 AND organisation_id = $2`,
      [exportId, organisationId],
    );
    return rows[0];
  }

  /** A page of the organisation's, newest first; undefined: of every one's. Throws a Problem naming `/cursor`. */
  async page(
    organisationId: string | undefined,
    { cursor, limit }: { readonly cursor?: string; readonly limit: number },
  ): Promise<{ items: ExportRecord[]; nextCursor: string | null }> {
    const after = readCursor(cursor, 'instant');
    await this.caseFiles.catchUp();
    const { rows } = await this.pool.query<ExportRecord>(
      `SELECT ${columns} FROM case_file.exports
        WHERE ($1::uuid IS NULL OR organisation_id = $1) AND ($2::timestamptz IS NULL OR (requested_at, export_id) < ($2, $3::uuid))
        ORDER BY requested_at DESC, export_id DESC LIMIT $4`,
      [organisationId, after?.value, after?.id, limit + 1],
    );
    return toPage(
      rows,
      limit,
      (row) => row,
      ({ requestedAt, exportId }) => ({ value: requestedAt, id: exportId }),
    );
  }
}
