import { Inject, Injectable } from '@nestjs/common';
import { Problem, type Actor } from '#kernel';
import { instantOf, readCursor, toPage } from '#paging';
import { DATABASE, type Database } from '#postgres';
import type { ReceivedFile } from './import-files.js';
import { noProgress, type ImportProgress } from './import-progress.js';
import type { SaidOfCase } from './row-changes.js';
import type { ImportContext } from './row-import.js';

/** An import as it stands. */
export interface ImportRecord {
  readonly import_id: string;
  readonly source: string;
  readonly file: string;
  readonly digest: string;
  readonly bytes: number;
  readonly dry_run: boolean;
  readonly actor: Actor;
  readonly state: 'Running' | 'Finished' | 'Failed';
  readonly progress: ImportProgress;
  readonly error: string | null;
  readonly started_at: Date;
  readonly finished_at: Date | null;
}

/** An import without the lines of its report. */
export interface ListedImport extends Omit<ImportRecord, 'progress'> {
  readonly progress: Omit<ImportProgress, 'refusals' | 'corrections'>;
}

/** What imports write down about themselves. */
@Injectable()
export class ImportRecords {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  /** An import, undefined when there is none with this id. */
  async find(importId: string): Promise<ImportRecord | undefined> {
    const { rows } = await this.database.query<ImportRecord>(
      'SELECT * FROM tirek_imports.imports WHERE import_id = $1',
      [importId],
    );
    return rows[0];
  }

  /** A page of all imports, newest first. Throws a Problem naming `/cursor`. */
  async page({
    cursor,
    limit,
  }: {
    readonly cursor?: string;
    readonly limit: number;
  }): Promise<{ items: ListedImport[]; nextCursor: string | null }> {
    const after = readCursor(cursor, 'instant');
    const { rows } = await this.database.query<ListedImport & { at: string }>(
      `SELECT import_id, source, file, digest, bytes, dry_run, actor, state, error, started_at, finished_at,
         progress::jsonb - 'refusals' - 'corrections' AS progress,
         ${instantOf('started_at')} AS at
       FROM tirek_imports.imports
       WHERE $1::timestamptz IS NULL OR (started_at, import_id) < ($1, $2::uuid)
       ORDER BY started_at DESC, import_id DESC LIMIT $3`,
      [after?.value, after?.id, limit + 1],
    );
    return toPage(
      rows,
      limit,
      (row) => row,
      (row) => ({ value: row.at, id: row.import_id }),
    );
  }

  /** The imports that are not done, oldest first. */
  async running(): Promise<Pick<ImportRecord, 'import_id' | 'file' | 'bytes'>[]> {
    const { rows } = await this.database.query<ImportRecord>(
      `SELECT import_id, file, bytes FROM tirek_imports.imports WHERE state = 'Running' ORDER BY started_at`,
    );
    return rows;
  }

  /** Whether an import that is not done needs a file. */
  async needs(file: string): Promise<boolean> {
    const { rowCount } = await this.database.query(
      `SELECT FROM tirek_imports.imports WHERE state = 'Running' AND file = $1`,
      [file],
    );
    return rowCount !== 0;
  }

  /** True for a new import; false for a repeat. Problem when the id was used for another file or in another way. */
  async begin({ importId, source, dryRun, actor }: ImportContext, file: ReceivedFile): Promise<boolean> {
    const { rowCount } = await this.database.query(
      `INSERT INTO tirek_imports.imports (import_id, source, file, digest, bytes, dry_run, actor, state, progress)
       VALUES ($1, $2, $3, $4, $5, $6, $7, 'Running', $8) ON CONFLICT DO NOTHING`,
      [importId, source, file.name, file.digest, file.bytes, dryRun, JSON.stringify(actor), JSON.stringify(noProgress)],
    );
    if (rowCount === 1) return true;
    const known = await this.find(importId);
    if (known?.digest === file.digest && known.source === source && known.dry_run === dryRun) return false;
    throw new Problem('key-reused', 'This Idempotency-Key was used before, for another import.', [
      { pointer: '/headers/idempotency-key', detail: 'was used for another file, source or dryRun' },
    ]);
  }

  /** Gives an import that is not done a new file in place of its `lost` one. False when it is done or has another by now. */
  async replaceFile(importId: string, lost: string, file: string): Promise<boolean> {
    const { rowCount } = await this.database.query(
      `UPDATE tirek_imports.imports SET file = $3 WHERE import_id = $1 AND file = $2 AND state = 'Running'`,
      [importId, lost, file],
    );
    return rowCount === 1;
  }

  /** What was last said of these cases, by case id. A dry run sees what it has pretended to say. */
  async said({ importId }: ImportContext, caseIds: readonly string[]): Promise<Map<string, SaidOfCase>> {
    const { rows } = await this.database.query<{ case_id: string; row: SaidOfCase }>(
      `SELECT case_id, row FROM tirek_imports.said WHERE case_id = ANY($1::uuid[])
       UNION ALL
       SELECT case_id, row FROM tirek_imports.pretended WHERE import_id = $2 AND case_id = ANY($1::uuid[])`,
      [caseIds, importId],
    );
    return new Map(rows.map(({ case_id: caseId, row }) => [caseId, row]));
  }

  /**
   * Writes down how far an import is together with what its rows said: after a crash it goes on from there. False, and
   * nothing written, when it no longer is where it was `before`: another process works on it.
   */
  async advance(
    { importId, dryRun }: ImportContext,
    before: ImportProgress,
    progress: ImportProgress,
    said: ReadonlyMap<string, SaidOfCase>,
  ): Promise<boolean> {
    const keep = dryRun
      ? `INSERT INTO tirek_imports.pretended (import_id, case_id, row) SELECT import_id, told.* FROM advanced, unnest($3::uuid[], $4::json[]) AS told
         ON CONFLICT (import_id, case_id) DO UPDATE SET row = excluded.row`
      : `INSERT INTO tirek_imports.said (case_id, row) SELECT told.* FROM advanced, unnest($3::uuid[], $4::json[]) AS told
         ON CONFLICT (case_id) DO UPDATE SET row = excluded.row`;
    const { rowCount } = await this.database.query(
      `WITH advanced AS (
         UPDATE tirek_imports.imports SET progress = $2
          WHERE import_id = $1 AND state = 'Running' AND (progress->>'line')::int = $5
         RETURNING import_id
       ), kept AS (${keep})
       SELECT FROM advanced`,
      [
        importId,
        JSON.stringify(progress),
        [...said.keys()],
        [...said.values()].map((row) => JSON.stringify(row)),
        before.line,
      ],
    );
    return rowCount === 1;
  }

  /** Ends an import; `error`, in one sentence for the administrator, when it failed. */
  async end(importId: string, error?: string): Promise<void> {
    await this.database.query(
      `WITH gone AS (DELETE FROM tirek_imports.pretended WHERE import_id = $1)
       UPDATE tirek_imports.imports SET state = $2, error = $3, finished_at = clock_timestamp()
        WHERE import_id = $1 AND state = 'Running'`,
      [importId, error === undefined ? 'Finished' : 'Failed', error ?? null],
    );
  }
}
