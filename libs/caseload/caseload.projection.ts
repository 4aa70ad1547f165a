import { exclusions } from '#exclusions';
import { caseNumber, caseOf } from '#kernel';
import type { Projection, ProjectionTable } from '#projections';
import { answerDue, type CaseFacts, evolveFacts, followUpDue, type Part, partsOf, stageOf } from './case-facts.js';
import { organisations } from './organisations.table.js';
import { proceedings } from './proceedings.table.js';

/**
 * A case as one organisation with a part in it sees it. One row for each such organisation: an organisation's list is
 * then one range of an index, and what its part does not allow is not in its rows, so that no filter can betray it. And
 * one row for the commissions of the region, whichever they are, where the region is known.
 */
export interface CaseRow extends Record<string, unknown> {
  readonly case_id: string;
  /** Null: the commissions of the region. */
  readonly organisation_id: string | null;
  readonly part: Part | 'Commission';
  readonly case_number: string;
  readonly person_id: string;
  /** Like `holder` and `assignee`: only for insiders. */
  readonly logged_by: string | null;
  readonly holder: string | null;
  readonly assignee: string | null;
  readonly stage: string;
  readonly status: string;
  readonly assisted: boolean;
  /** For everybody: the list is in its order. */
  readonly identified_on: string;
  /** For insiders, and for its commissions. */
  readonly region: string | null;
  /** Like `gender`: not for outsiders. */
  readonly age_group: string | null;
  readonly gender: string | null;
  /** Like the next follow-up: neither for outsiders nor for commissions. When the earliest answer to a referral is due: an instant. */
  readonly answer_due: string | null;
  /** When the next follow-up is due: a local date. */
  readonly follow_up_due: string | null;
  readonly exercise: boolean;
  readonly last_event_at: string;
  /** Only in the logger's row. */
  readonly facts: CaseFacts | null;
}

const withheld = {
  logged_by: null,
  holder: null,
  assignee: null,
  region: null,
  age_group: null,
  gender: null,
  answer_due: null,
  follow_up_due: null,
  facts: null,
};

/** What the case view shows to an organisation of that part (`libs/case-file/disclosure.ts`), and no more. */
function disclosed(facts: CaseFacts, organisation: string, part: Part) {
  if (part === 'Outsider') return withheld;
  const offered = { age_group: facts.ageGroup, gender: facts.gender, answer_due: answerDue(facts, organisation) };
  if (part === 'Offered') return { ...withheld, ...offered };
  return {
    ...offered,
    logged_by: facts.loggedBy,
    holder: facts.holder,
    assignee: facts.assignees[organisation] ?? null,
    region: facts.region,
    follow_up_due: followUpDue(facts, organisation),
    facts: organisation === facts.loggedBy ? facts : null,
  };
}

function rowsOf(facts: CaseFacts, country: string): CaseRow[] {
  const shared = {
    case_id: facts.caseId,
    case_number: caseNumber(country, facts.caseId),
    person_id: facts.personId,
    stage: stageOf(facts),
    status: facts.status,
    assisted: facts.assisted,
    identified_on: facts.identifiedOn,
    exercise: facts.exercise,
    last_event_at: facts.lastEventAt,
  };
  const parties = [...partsOf(facts)].map(([organisation, part]) => ({
    ...shared,
    organisation_id: organisation,
    part,
    ...disclosed(facts, organisation, part),
  }));
  const { region, ageGroup: age_group, gender } = facts;
  if (region === null) return parties;
  const coded = { ...withheld, region, age_group, gender };
  return [...parties, { ...shared, organisation_id: null, part: 'Commission', ...coded }];
}

/** The cases. `country`: ISO 3166-1, for the case number. */
export const cases = (country: string): ProjectionTable<CaseRow> => ({
  name: 'cases',
  columns: `
    case_id uuid NOT NULL,
    organisation_id uuid,
    part text NOT NULL,
    case_number text COLLATE "C" NOT NULL,
    person_id uuid NOT NULL,
    logged_by uuid,
    holder uuid,
    assignee text,
    stage text NOT NULL,
    status text NOT NULL,
    assisted boolean NOT NULL,
    identified_on date NOT NULL,
    region text,
    age_group text,
    gender text,
    answer_due timestamptz,
    follow_up_due date,
    exercise boolean NOT NULL,
    last_event_at timestamptz NOT NULL,
    facts jsonb`,
  groupBy: 'case_id',
  indexes: [
    // the columns after the order are there to be filtered on without a visit to the table
    'organisation_id, identified_on, case_id, stage, status, region, assignee, holder',
    'organisation_id, case_number',
    'organisation_id, answer_due',
    'organisation_id, follow_up_due',
    'person_id',
    'case_number',
  ],
  groups: (event) => [caseOf(event) ?? []].flat(),
  evolve(rows, event) {
    const before = rows.find(({ facts }) => facts !== null)?.facts ?? undefined;
    const facts = evolveFacts(before, event);
    return facts ? rowsOf(facts, country) : rows;
  },
});

/** Who holds which case, at what stage, what is due (design, section 5). `country`: ISO 3166-1, for the case number. */
export const caseloadProjection = (country: string): Projection => ({
  name: 'caseload',
  version: 4,
  tables: [cases(country), proceedings(country), organisations, exclusions],
});
