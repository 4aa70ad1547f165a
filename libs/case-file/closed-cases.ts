import { Inject, Injectable } from '@nestjs/common';
import { DATABASE, type Database } from '#postgres';
import type { CaseFile } from './case-file.js';

/** A case that is closed, with the local date of its closing. */
export interface ClosedCase {
  readonly file: CaseFile;
  readonly closedOn: string;
}

/** Finds the cases that ended. */
@Injectable()
export class ClosedCases {
  constructor(@Inject(DATABASE) private readonly pool: Database) {}

  /**
   * The cases that were closed on a local date or before and whose person was not erased, the longest closed first, at
   * most `limit` after the one named. As far as the read model is; what hangs on it asks for the case itself again.
   */
  async until(date: string, limit: number, after?: { closedOn: string; caseId: string }): Promise<ClosedCase[]> {
    const { rows } = await this.pool.query<{ file: CaseFile; closed_on: string }>(
      `SELECT file, file->>'closedOn' AS closed_on FROM case_file.cases
       WHERE file->>'closedOn' <= $1 AND NOT (file->>'erased')::boolean
         AND ($2::text IS NULL OR (file->>'closedOn', case_id) > ($2, $3::uuid))
       ORDER BY file->>'closedOn', case_id LIMIT $4`,
      [date, after?.closedOn ?? null, after?.caseId ?? null, limit],
    );
    return rows.map(({ file, closed_on }) => ({ file, closedOn: closed_on }));
  }
}
