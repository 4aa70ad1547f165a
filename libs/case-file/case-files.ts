import { Inject, Injectable } from '@nestjs/common';
import type pg from 'pg';
import type { Caller } from '#access';
import { EventCatalogue, EVENT_STORE, type EventStore } from '#event-store';
import { Problem, type RecordedEvent } from '#kernel';
import type { OrganisationType } from '#nrm/codes';
import { DATABASE } from '#postgres';
import { ProjectionRunners } from '#projections';
import { streamsOf, type CaseFile } from './case-file.js';
import { relationsOf } from './case-relations.js';
import type { CaseStanding } from './case-standing.js';

/** How long a right may take to be known before the answer is "not now" (design section 5). */
const catchUpMilliseconds = 2000;

/** A case by its id, or by the stream of a referral or a proceeding of it. */
type CaseOrPart = { readonly caseId: string } | { readonly part: string };

interface CaseRow {
  readonly file: CaseFile;
  /** Of its last event. */
  readonly position: number;
  /** Of the organisation asked for, when it is a commission. */
  readonly regions: string[] | null;
}

/** Answers what a case is and who has which part in it, never from a state older than the request. */
@Injectable()
export class CaseFiles {
  constructor(
    @Inject(DATABASE) private readonly pool: pg.Pool,
    @Inject(EVENT_STORE) private readonly store: EventStore,
    private readonly catalogue: EventCatalogue,
    private readonly runners: ProjectionRunners,
  ) {}

  /**
   * The case with this id, or that a part of it (the stream of a referral or a proceeding) belongs to, as it stands for
   * the caller.
   * Undefined when there is none or the caller's organisation has no part in it: the two must not be told apart.
   */
  async standing(id: CaseOrPart, caller: Caller): Promise<CaseStanding | undefined> {
    const row = await this.current(id, caller.organisationId);
    if (!row) return undefined;
    const relations = relationsOf(row.file, caller, row.regions ?? [], new Date());
    return relations.size > 0 ? { file: row.file, relations, revision: row.position } : undefined;
  }

  /**
   * The same for whoever needs no part in it: a process, or somebody who watches over it. Undefined when there is none.
   */
  async unrelated(id: CaseOrPart): Promise<CaseStanding | undefined> {
    const row = await this.current(id, null);
    return row && { file: row.file, relations: new Set(), revision: row.position };
  }

  private async current(id: CaseOrPart, organisationId: string | null): Promise<CaseRow | undefined> {
    await this.catchUp();
    const where =
      'caseId' in id ? 'c.case_id = $1' : 'c.case_id = (select case_id from case_file.parts where stream = $1)';
    const { rows } = await this.pool.query<CaseRow>(
      `select c.file, c.position, o.regions
         from case_file.cases c
         left join case_file.organisations o on o.organisation_id = $2 and o.type = 'InteragencyCommission'
        where ${where}`,
      ['caseId' in id ? id.caseId : id.part, organisationId],
    );
    const row = rows[0];
    if (row) this.refuseParked(row.file);
    return row;
  }

  /** Every event of a case in the order of the log, in current schema versions, sealed. */
  async events(file: CaseFile): Promise<RecordedEvent[]> {
    const streams = await Promise.all(streamsOf(file).map((stream) => this.store.readStream(stream)));
    return streams
      .flat()
      .map((event) => this.catalogue.upcast(event))
      .sort((a, b) => a.position - b.position);
  }

  /** An organisation's type and services, undefined when nobody registered it. */
  async organisation(organisationId: string): Promise<{ type: OrganisationType; services: string[] } | undefined> {
    const { rows } = await this.pool.query<{ type: OrganisationType; services: string[] }>(
      'select type, services from case_file.organisations where organisation_id = $1',
      [organisationId],
    );
    return rows[0];
  }

  /** Resolves once everything recorded up to now is known here; Problem `not-ready` when that takes longer than two seconds. */
  async catchUp(): Promise<void> {
    const head = await this.store.head();
    if (await this.runners.get('case_file').waitFor(head, catchUpMilliseconds)) return;
    throw notReady('Who may see what is not known up to this moment; try again shortly.');
  }

  /** Whether a part of a case could not be read. */
  isParked(file: CaseFile): boolean {
    const runner = this.runners.get('case_file');
    return runner.parkedStreams() > 0 && streamsOf(file).some((stream) => runner.isParked(stream));
  }

  private refuseParked(file: CaseFile): void {
    if (this.isParked(file)) {
      throw notReady('A part of this case could not be read; the administrator has to mend it first.');
    }
  }
}

const notReady = (detail: string): Problem => new Problem('not-ready', detail, [], { headers: { 'retry-after': '1' } });
