/** What can be counted. */
export const units = ['victim', 'referral', 'decision', 'offence', 'notification'] as const;
export type Unit = (typeof units)[number];

/** What it can be counted by (design section 5), and the expression that says so. `f` the fact, `v` the victim, `o` the organisation. */
export const dimensionColumns = {
  organisationType: `coalesce(o.type, 'Unknown')`,
  organisation: `coalesce(o.name, 'Unknown')`,
  exploitationSet: `array_to_string(v.exploitations, ';')`,
  exploitation: 'exploitation',
  ageGroup: 'v.age_group',
  gender: 'v.gender',
  citizenshipSet: `array_to_string(v.citizenships, ';')`,
  citizenship: 'citizenship',
  region: `coalesce(v.region, 'Unknown')`,
  entryChannel: 'v.entry_channel',
  status: 'f.status',
  month: `to_char(f.occurred_on, 'YYYY-MM')`,
  quarter: `to_char(f.occurred_on, 'YYYY-"Q"Q')`,
  year: `to_char(f.occurred_on, 'YYYY')`,
} as const;
export type Dimension = keyof typeof dimensionColumns;
export const dimensions = Object.keys(dimensionColumns) as readonly Dimension[];

const always =
  'Figures are as known at the moment given in knownAt: later corrections and decisions do not change them. Source: the cases of this register. Training cases are left out.';

/** What a figure counts: part of every answer, since a figure without its rule says nothing. */
export const countingRules: Record<Unit, string> = {
  victim: `Counts persons identified as presumed victims, each once, whatever was decided later, by the day of identification; the organisation is the one that identified her, the status her identification status. By single exploitation or citizenship a person counts under each of hers, so those cells can add up to more than the total. ${always}`,
  referral: `Counts referrals, each once, by the day it was sent; the organisation is the receiver, the status where the referral stands, the other dimensions those of the person referred. By single exploitation or citizenship it counts under each of hers. ${always}`,
  decision: `Counts decisions on the identification status, a reconsideration as a decision of its own, by the day of the decision; the organisation is the one that identified the person, the status what was decided, the other dimensions those of the person. By single exploitation or citizenship it counts under each of hers. ${always}`,
  offence: `Counts criminal proceedings registered on a case, each once, by the day of registration; the organisation is the prosecutor's office, the status the stage of the proceeding, the other dimensions those of the victim. By single exploitation or citizenship it counts under each of hers. ${always}`,
  notification: `Counts notifications of adults who did not want to be identified, by the day they were met; the status is the reason. Nobody can tell whether one of them is also counted as a victim, or was notified twice: never add these figures to those of victims. No organisation is kept. By single exploitation or citizenship it counts under each of hers. ${always}`,
};

/** $1: the moment. */
const knownThen = (table: string) =>
  `${table}.known_from <= $1 AND (${table}.known_to IS NULL OR ${table}.known_to > $1)`;

const factTables: Record<Exclude<Unit, PersonUnit>, string> = {
  referral: 'statistics.referrals',
  decision: 'statistics.decisions',
  offence: 'statistics.offences',
};

/** Units that are people themselves, and the tables of them; of a notification no organisation is kept. */
const personTables = {
  victim: 'statistics.victims',
  notification: '(SELECT *, NULL::uuid AS organisation_id FROM statistics.notifications)',
} as const;
type PersonUnit = keyof typeof personTables;
const isPerson = (unit: Unit): unit is PersonUnit => unit in personTables;

/** The statement that answers a question. Its parameters: the moment, the first day, the last day (null: open). */
export function statement(unit: Unit, groupBy: readonly Dimension[]): string {
  const from = isPerson(unit)
    ? `${personTables[unit]} v CROSS JOIN LATERAL (SELECT v.occurred_on, v.status, v.organisation_id) f`
    : `${factTables[unit]} f JOIN statistics.victims v ON v.case_id = f.case_id AND ${knownThen('v')}`;
  const byOrganisation = groupBy.includes('organisation') || groupBy.includes('organisationType');
  const columns = groupBy.map((dimension) => `${dimensionColumns[dimension]} AS "${dimension}"`);
  const positions = groupBy.map((_, i) => i + 1).join(', ');
  return `
    SELECT ${[...columns, 'count(*)::int AS count'].join(', ')}
      FROM ${from}
      ${groupBy.includes('exploitation') ? 'CROSS JOIN LATERAL unnest(v.exploitations) AS exploitation' : ''}
      ${groupBy.includes('citizenship') ? 'CROSS JOIN LATERAL unnest(v.citizenships) AS citizenship' : ''}
      ${byOrganisation ? `LEFT JOIN statistics.organisations o ON o.organisation_id = coalesce(f.organisation_id, v.organisation_id) AND ${knownThen('o')}` : ''}
     WHERE ${knownThen(isPerson(unit) ? 'v' : 'f')}
       AND f.occurred_on BETWEEN coalesce($2::date, '-infinity') AND coalesce($3::date, 'infinity')
     ${groupBy.length > 0 ? `GROUP BY ${positions} ORDER BY ${positions}` : 'HAVING count(*) > 0'}`;
}
