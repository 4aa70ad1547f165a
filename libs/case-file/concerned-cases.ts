import { Inject, Injectable } from '@nestjs/common';
import { caseRoles, type Caller } from '#access';
import { caseOf, type RecordedEvent } from '#kernel';
import { DATABASE, type Database } from '#postgres';
import type { CaseFile } from './case-file.js';
import { CaseFiles } from './case-files.js';
import { readingRelations, relationsOf } from './case-relations.js';

/** Which cases a page of events is about to whom, as rights are now. */
@Injectable()
export class ConcernedCases {
  constructor(
    @Inject(DATABASE) private readonly pool: Database,
    private readonly caseFiles: CaseFiles,
  ) {}

  /**
   * For each caller, the cases of which something happened that they may know of, with the position of the last event: the
   * cases that they may read, and of others what became of a referral to them.
   */
  async of(
    events: readonly RecordedEvent[],
    callers: readonly Caller[],
  ): Promise<ReadonlyMap<Caller, ReadonlyMap<string, number>>> {
    const caseIds = new Set(events.flatMap((event) => caseOf(event) ?? []));
    if (caseIds.size === 0) return new Map();
    await this.caseFiles.catchUp();
    const { rows: cases } = await this.pool.query<{ case_id: string; file: CaseFile }>(
      'SELECT case_id, file FROM case_file.cases WHERE case_id = ANY ($1::uuid[])',
      [[...caseIds]],
    );
    const { rows: commissions } = await this.pool.query<{ organisation_id: string; regions: string[] }>(
      `SELECT organisation_id, regions FROM case_file.organisations
        WHERE type = 'InteragencyCommission' AND organisation_id = ANY ($1::uuid[])`,
      [callers.map(({ organisationId }) => organisationId)],
    );
    const regionsOf = new Map(commissions.map(({ organisation_id, regions }) => [organisation_id, regions]));
    // of what could not be read nobody knows who may be told
    const files = new Map(
      cases.filter(({ file }) => !this.caseFiles.isParked(file)).map(({ case_id, file }) => [case_id, file]),
    );
    const now = new Date();
    return new Map(
      callers.map((caller) => [
        caller,
        concerning(caller, regionsOf.get(caller.organisationId) ?? [], events, files, now),
      ]),
    );
  }
}

function concerning(
  caller: Caller,
  regions: readonly string[],
  events: readonly RecordedEvent[],
  files: ReadonlyMap<string, CaseFile>,
  now: Date,
): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  if (!caseRoles.some((role) => caller.roles.includes(role))) return found;
  const readable = new Set<string>();
  const turnedAway = new Set<string>();
  for (const [caseId, file] of files) {
    const relations = relationsOf(file, caller, regions, now);
    if (readingRelations.some((relation) => relations.has(relation))) readable.add(caseId);
    else if (relations.has('TurnedAway')) turnedAway.add(caseId);
  }
  for (const event of events) {
    const caseId = caseOf(event);
    if (caseId === undefined) continue;
    if (readable.has(caseId) || (turnedAway.has(caseId) && isReferralTo(caller, event, files.get(caseId)!))) {
      found.set(caseId, event.position);
    }
  }
  return found;
}

function isReferralTo({ organisationId }: Caller, { data }: RecordedEvent, { referrals }: CaseFile): boolean {
  const { referralId } = data as { referralId?: string };
  return referrals.some((referral) => referral.referralId === referralId && referral.to === organisationId);
}
