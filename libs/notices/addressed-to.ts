import { notExcluded } from '#exclusions';

/** Who asks, as SQL expressions: a `uuid`, a `text` and a `text[]`. */
interface Asker {
  readonly organisation: string;
  readonly user: string;
  readonly roles: string;
}

/**
 * An SQL condition: a notice `n`, beside its case `c` of the case file if it has one, is addressed to the asker. Rights
 * come from the case file: who holds a case or has a part in it is judged when somebody asks.
 */
export const addressedTo = ({ organisation, user, roles }: Asker): string => `(
  (n.to_organisation IS NULL OR n.to_organisation = ${organisation})
  AND (n.to_user IS NULL OR n.to_user = ${user})
  AND (n.to_roles IS NULL OR n.to_roles && ${roles})
  AND (n.to_part IS DISTINCT FROM 'Holder' OR c.file->>'holder' = (${organisation})::text)
  AND (n.to_part IS DISTINCT FROM 'Parties' OR ${isParty(organisation)})
  AND (n.to_part IS DISTINCT FROM 'Proceeding' OR ${isOfProceeding(organisation)})
  AND (n.to_type IS NULL OR ${isOfType(organisation)})
  AND ${mayBeTold(organisation, user)})`;

/** The organisation has a part in the case, whose content it could have seen. */
const isParty = (organisation: string): string => `(
  c.file->>'holder' = (${organisation})::text OR c.file->>'loggedBy' = (${organisation})::text
  OR EXISTS (SELECT FROM json_array_elements(c.file->'referrals') r
              WHERE r->>'to' = (${organisation})::text AND r->>'state' IN ('Accepted', 'HandedOver', 'Completed'))
  OR EXISTS (SELECT FROM json_array_elements(c.file->'proceedings') p WHERE p->>'office' = (${organisation})::text))`;

/** It leads the proceeding that the notice is about, or registered it and has still a part in the case. */
const isOfProceeding = (organisation: string): string => `(${isParty(organisation)} AND EXISTS (
  SELECT FROM json_array_elements(c.file->'proceedings') p WHERE p->>'proceedingId' = n.about_id::text
     AND (${organisation})::text IN (p->>'office', p->>'registeredBy')))`;

const ofTypeWhere = (condition: string): string =>
  `(SELECT FROM case_file.organisations o WHERE o.type = n.to_type AND ${condition})`;
/** Of a case without a region it is true everywhere. */
const worksThere = `(json_array_length(o.regions) = 0 OR c.file->'facts'->>'region' IS NULL
  OR c.file->'facts'->>'region' IN (SELECT json_array_elements_text(o.regions)))`;

/** The organisation is of a type and works where the case is; where none does, each of the type is told. */
const isOfType = (organisation: string): string => `(
  EXISTS ${ofTypeWhere(`o.organisation_id = ${organisation}`)}
  AND (EXISTS ${ofTypeWhere(`o.organisation_id = ${organisation} AND ${worksThere}`)}
       OR NOT EXISTS ${ofTypeWhere(worksThere)}))`;

/**
 * Whom she does not want to see her file is told nothing of it either. Not so who watches over data protection, and sees
 * no file: who breaks into one must not blind them by an exclusion.
 */
const mayBeTold = (organisation: string, user: string): string => `(
  n.case_id IS NULL OR n.to_roles = ARRAY['data-protection-officer']
  OR ${notExcluded('case_file', 'n.case_id', organisation, user)})`;
