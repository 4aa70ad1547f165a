import { Inject, Injectable } from '@nestjs/common';
import type { Caller } from '#access';
import { COUNTRY_PACK, type CountryPack } from '#country';
import { notExcluded } from '#exclusions';
import { caseNumberBeginning, isUuid, localDate } from '#kernel';
import { readCursor, toPage } from '#paging';
import { DATABASE, type Database } from '#postgres';
import type {
  CaseDue,
  CaseloadItem,
  CaseloadPage,
  CaseloadSummary,
  CaseloadSummaryItem,
  PersonOfCaseItem,
} from './caseload.answers.js';
import type { CaseloadRequest, SummaryDimension } from './caseload.requests.js';
import type { CaseRow } from './caseload.projection.js';

interface CaseRecord {
  case_id: string;
  part: CaseRow['part'];
  case_number: string;
  logged_by: string | null;
  holder: string | null;
  assignee: string | null;
  stage: string;
  status: string;
  assisted: boolean;
  identified_on: string;
  region: string | null;
  age_group: string | null;
  gender: string | null;
  answer_due: Date | null;
  follow_up_due: string | null;
  exercise: boolean;
  last_event_at: Date;
}

const columns = `case_id, part, case_number, logged_by, holder, assignee, stage, status, assisted,
  identified_on::text, region, age_group, gender, answer_due, follow_up_due::text, exercise, last_event_at`;

/** The rows of the caller's organisation. */
const own = 'organisation_id = $1';

/** The rows of the cases in the regions of the caller's commission, but for those of which it has a row of its own. */
const ofRegions = `organisation_id IS NULL
  AND region = ANY (ARRAY(SELECT unnest(regions) FROM caseload.organisations
    WHERE organisation_id = $1 AND type = 'InteragencyCommission'))
  AND NOT EXISTS (SELECT FROM caseload.cases own WHERE own.case_id = cases.case_id AND own.organisation_id = $1)`;

/** One side of the list in order of an index. Filters that are not asked for fold away when the statement is planned, with its parameters at hand. */
const side = (rows: string) => `
SELECT * FROM caseload.cases
WHERE ${rows}
  AND ($2::text IS NULL OR stage = $2)
  AND ($3::text IS NULL OR status = $3)
  AND ($4::text IS NULL OR region = $4)
  AND ($5::text IS NULL OR assignee = $5)
  AND ($6::uuid IS NULL OR holder = $6)
  AND ($7::text IS NULL OR case_number ^@ $7)
  AND ($8::timestamptz IS NULL
    OR ($14::text IS DISTINCT FROM 'FollowUp' AND answer_due <= $8)
    OR ($14 IS DISTINCT FROM 'ReferralAnswer' AND follow_up_due < $9::date))
  AND ($10::date IS NULL OR (identified_on, case_id) < ($10, $11::uuid))
  AND ${notExcluded('caseload', 'case_id', '$1', '$13')}
ORDER BY identified_on DESC, case_id DESC LIMIT $12`;

/**
 * A page of the list. `cases.identified_on` is the column; without its table it would be the text above, which no index
 * is in order of.
 */
const page = (...sides: readonly string[]) => `
SELECT ${columns} FROM (${sides.map((one) => `(${one})`).join(' UNION ALL ')}) AS cases
ORDER BY cases.identified_on DESC, case_id DESC LIMIT $12`;

export const listed = page(side(own));
export const listedForCommission = page(side(own), side(ofRegions));

const person = `
SELECT person_id, case_id, case_number FROM caseload.cases
WHERE organisation_id = logged_by AND (case_id = $1::uuid OR case_number = $2)
  AND ${notExcluded('caseload', 'case_id', '$3', '$4')}
ORDER BY case_id`;

const logged = `
SELECT ${columns} FROM caseload.cases
WHERE person_id = ANY ($2::uuid[]) AND organisation_id = $1 AND logged_by = $1
  AND ${notExcluded('caseload', 'case_id', '$1', '$3')}
ORDER BY cases.identified_on DESC, case_id DESC LIMIT 200`;

const summaryColumn: Record<SummaryDimension, string> = {
  stage: 'stage',
  region: `coalesce(region, 'Unknown')`,
  holder: `coalesce(holder::text, 'Unknown')`,
  status: 'status',
};

/** Over everybody's cases, the holder's row stands for the case: it knows of everything that is due. */
const ofHolders = 'organisation_id = holder';

const summed = (by: SummaryDimension, rows: string) => `
SELECT ${summaryColumn[by]} AS value, count(*) AS count,
  count(*) FILTER (WHERE answer_due <= $2::timestamptz OR follow_up_due < $3::date) AS overdue
FROM caseload.cases
WHERE NOT exercise AND (${rows})
  AND ${notExcluded('caseload', 'case_id', '$1', '$4')}
GROUP BY 1 ORDER BY 1`;

/** Who asks. */
type Asker = Pick<Caller, 'user' | 'organisationId' | 'roles'>;

const isOfCommission = ({ roles }: Asker): boolean => roles.includes('commission-member');

/** Answers from the caseload. The country's time zone says what is due on which day. */
@Injectable()
export class CaseloadQueries {
  constructor(
    @Inject(DATABASE) private readonly pool: Database,
    @Inject(COUNTRY_PACK) private readonly country: CountryPack,
  ) {}

  /** A page of the cases that the caller has a part in. Throws a Problem naming `/cursor` when that is not one of ours. */
  async list(caller: Asker, request: CaseloadRequest, now: Date): Promise<CaseloadPage> {
    const cursor = readCursor(request.cursor, 'date');
    const { rows } = await this.pool.query<CaseRecord>(isOfCommission(caller) ? listedForCommission : listed, [
      caller.organisationId,
      request.stage,
      request.status,
      request.region,
      request.assignee === 'me' ? caller.user : request.assignee,
      request.holding === 'mine' ? caller.organisationId : undefined,
      request.q && caseNumberBeginning(request.q),
      ...this.dueBefore(request.due ?? (request.what && 'any'), now),
      cursor?.value,
      cursor?.id,
      request.limit + 1,
      caller.user,
      request.what,
    ]);
    return toPage(
      rows,
      request.limit,
      (row) => this.toItem(row, now, request.what),
      (row) => ({ value: row.identified_on, id: row.case_id }),
    );
  }

  /** Cases of these people that the caller's organisation itself logged, newest first, 200 at most. */
  async loggedBy({ user, organisationId }: Asker, personIds: readonly string[], now: Date): Promise<CaseloadItem[]> {
    const { rows } = await this.pool.query<CaseRecord>(logged, [organisationId, personIds, user]);
    return rows.map((row) => this.toItem(row, now));
  }

  /** The person of a case, by its id or its whole number, for an officer whom she has not excluded. */
  async personsOf(idOrNumber: string, { user, organisationId }: Asker): Promise<PersonOfCaseItem[]> {
    const { rows } = await this.pool.query<Pick<CaseRow, 'person_id' | 'case_id' | 'case_number'>>(person, [
      isUuid(idOrNumber) ? idOrNumber : null,
      caseNumberBeginning(idOrNumber),
      organisationId,
      user,
    ]);
    return rows.map((row) => ({ personId: row.person_id, caseId: row.case_id, caseNumber: row.case_number }));
  }

  /** Counts cases: those that the caller has a part in, or all when there is no caller. Training data is left out. */
  async summary(by: SummaryDimension, caller: Asker | undefined, now: Date): Promise<CaseloadSummary> {
    const which = !caller ? ofHolders : isOfCommission(caller) ? `(${own}) OR (${ofRegions})` : own;
    const { rows } = await this.pool.query<{ value: string; count: number; overdue: number }>(summed(by, which), [
      caller?.organisationId,
      ...this.dueBefore('overdue', now),
      caller?.user,
    ]);
    const items = rows.map(({ value, count, overdue }): CaseloadSummaryItem => ({ [by]: value, count, overdue }));
    const total = (member: 'count' | 'overdue') => items.reduce((sum, item) => sum + item[member], 0);
    return { items, total: total('count'), overdue: total('overdue') };
  }

  /** Before which instant an answer, and before which day a follow-up, has to be due. */
  private dueBefore(due: CaseloadRequest['due'], now: Date): [(Date | string)?, string?] {
    if (due === undefined) return [undefined, undefined];
    if (due === 'any') return ['infinity', 'infinity'];
    const until = due === 'week' ? new Date(now.getTime() + 7 * 86_400_000) : now;
    return [until, localDate(until, this.country.timeZone)];
  }

  private toItem(row: CaseRecord, now: Date, what?: CaseDue['what']): CaseloadItem {
    return {
      caseId: row.case_id,
      caseNumber: row.case_number,
      stage: row.stage,
      status: row.status,
      assisted: row.assisted,
      identifiedOn: row.identified_on,
      ...(row.part === 'Insider' && {
        holder: row.holder!,
        loggedBy: row.logged_by!,
        assignee: row.assignee,
      }),
      ...((row.part === 'Insider' || row.part === 'Commission') && { region: row.region }),
      ...(row.part !== 'Outsider' && { ageGroup: row.age_group!, gender: row.gender! }),
      ...((row.part === 'Insider' || row.part === 'Offered') && { due: this.due(row, now, what) }),
      exercise: row.exercise,
      lastEventAt: row.last_event_at.toISOString(),
    };
  }

  /** The earliest thing that is due, or the earliest of a kind. */
  private due({ answer_due, follow_up_due }: CaseRecord, now: Date, what?: CaseDue['what']): CaseDue | null {
    const answer: CaseDue | null = answer_due && {
      what: 'ReferralAnswer',
      on: localDate(answer_due, this.country.timeZone),
      overdue: answer_due <= now,
    };
    const followUp: CaseDue | null =
      follow_up_due === null
        ? null
        : {
            what: 'FollowUp',
            on: follow_up_due,
            overdue: follow_up_due < localDate(now, this.country.timeZone),
          };
    if (what) return what === 'FollowUp' ? followUp : answer;
    if (answer && followUp) return answer.on <= followUp.on ? answer : followUp;
    return answer ?? followUp;
  }
}
