import { Inject, Injectable } from '@nestjs/common';
import type { Caller } from '#access';
import { notExcluded } from '#exclusions';
import { instantOf, readCursor, toPage } from '#paging';
import { DATABASE, type Database } from '#postgres';
import { CaseFiles } from './case-files.js';

/** One opening in an emergency. Instants are ISO 8601 in UTC. */
export interface BreakGlassRecord {
  readonly breakGlassId: string;
  readonly caseId: string;
  readonly organisationId: string;
  readonly user: string;
  readonly openedAt: string;
  readonly until: string;
  readonly outcome: string | null;
  readonly reviewedBy: string | null;
  readonly reviewedAt: string | null;
}

const columns = `break_glass_id AS "breakGlassId", case_id AS "caseId", organisation_id AS "organisationId",
  user_name AS "user", ${instantOf('opened_at')} AS "openedAt", ${instantOf('until')} AS until, outcome,
  reviewed_by AS "reviewedBy", ${instantOf('reviewed_at')} AS "reviewedAt"`;

/** The openings in an emergency up to the head of the store. */
@Injectable()
export class BreakGlassQueries {
  constructor(
    @Inject(DATABASE) private readonly pool: Database,
    private readonly caseFiles: CaseFiles,
  ) {}

  /** One opening; undefined when there is none of that id. */
  async find(breakGlassId: string): Promise<BreakGlassRecord | undefined> {
    await this.caseFiles.catchUp();
    const { rows } = await this.pool.query<BreakGlassRecord>(
      `SELECT ${columns} FROM case_file.break_glass WHERE break_glass_id = $1`,
      [breakGlassId],
    );
    return rows[0];
  }

  /** How many openings of a user wait for their review. */
  async unreviewedOf(user: string, organisationId: string): Promise<number> {
    await this.caseFiles.catchUp();
    const { rows } = await this.pool.query<{ count: number }>(
      `SELECT count(*) AS count FROM case_file.break_glass WHERE user_name = $1 AND organisation_id = $2 AND outcome IS NULL`,
      [user, organisationId],
    );
    return rows[0]!.count;
  }

  /**
   * A page, newest first: of the organisation of `whose`, but for cases that they are excluded from; undefined: all.
   * Throws a Problem naming `/cursor`.
   */
  async page(
    whose: Pick<Caller, 'user' | 'organisationId'> | undefined,
    { reviewed, cursor, limit }: { readonly reviewed?: boolean; readonly cursor?: string; readonly limit: number },
  ): Promise<{ items: BreakGlassRecord[]; nextCursor: string | null }> {
    const after = readCursor(cursor, 'instant');
    await this.caseFiles.catchUp();
    const { rows } = await this.pool.query<BreakGlassRecord>(
      `SELECT ${columns} FROM case_file.break_glass
        WHERE ($1::uuid IS NULL OR organisation_id = $1)
          AND ($2::boolean IS NULL OR (outcome IS NOT NULL) = $2)
          AND ($3::timestamptz IS NULL OR (opened_at, break_glass_id) < ($3, $4::uuid))
          AND ${notExcluded('case_file', 'case_id', '$1', '$6')}
        ORDER BY opened_at DESC, break_glass_id DESC LIMIT $5`,
      [whose?.organisationId, reviewed, after?.value, after?.id, limit + 1, whose?.user],
    );
    return toPage(
      rows,
      limit,
      (row) => row,
      ({ openedAt, breakGlassId }) => ({ value: openedAt, id: breakGlassId }),
    );
  }
}
