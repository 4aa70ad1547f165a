/**
 * An SQL condition: a case is none that somebody is excluded from. `schema` is the one of the read model; `caseId` the
 * column of the case; `organisation` and `user` are the parameters that say who asks, like `$1`. What they are excluded
 * from is looked up once for a statement, so that a list stays in the order of its index.
 */
export const notExcluded = (schema: string, caseId: string, organisation: string, user: string): string =>
  `${caseId} <> ALL (ARRAY(SELECT e.case_id FROM ${schema}.exclusions e
    WHERE e.excluded_user = ${user} OR (e.excluded_user IS NULL AND e.organisation_id = ${organisation})))`;
