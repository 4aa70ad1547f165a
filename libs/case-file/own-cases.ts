import { Inject, Injectable } from '@nestjs/common';
import type { Caller } from '#access';
import { DATABASE, type Database } from '#postgres';
import type { CaseFile } from './case-file.js';
import { isExcluded } from './case-relations.js';
import { CaseFiles } from './case-files.js';

/** The cases that an organisation logged or holds. */
@Injectable()
export class OwnCases {
  constructor(
    @Inject(DATABASE) private readonly pool: Database,
    private readonly caseFiles: CaseFiles,
  ) {}

  /**
   * All of them up to the head of the store, page by page, in the order of their ids. Each is judged when its page is read:
   * left out are persons who excluded the caller or were erased, and training cases.
   */
  async *pages(caller: Caller, pageSize: number): AsyncGenerator<CaseFile[]> {
    await this.caseFiles.catchUp();
    const { rows } = await this.pool.query<{ case_id: string }>(
      `SELECT case_id FROM case_file.cases WHERE ${isOwn} ORDER BY case_id`,
      [caller.organisationId],
    );
    for (let at = 0; at < rows.length; at += pageSize) {
      const page = rows.slice(at, at + pageSize).map((row) => row.case_id);
      await this.caseFiles.catchUp();
      const { rows: found } = await this.pool.query<{ file: CaseFile }>(
        `SELECT file FROM case_file.cases WHERE ${isOwn} AND case_id = ANY ($2::uuid[]) ORDER BY case_id`,
        [caller.organisationId, page],
      );
      yield found.map(({ file }) => file).filter((file) => !file.erased && !file.exercise && !isExcluded(file, caller));
    }
  }
}

const isOwn = `(file ->> 'holder' = $1 OR file ->> 'loggedBy' = $1)`;
