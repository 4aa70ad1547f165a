import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { Problem } from '#kernel';
import { makePair, sealTo } from './organisation-keys-box.js';
import type { Derivation } from './organisation-keys-passphrase.js';

/** A pair that the organisation seals to. */
export interface PairRow {
  readonly pair_id: string;
  readonly public_key: Buffer;
}
/** The private halves of pairs, by pair id. */
export type Opened = ReadonlyMap<string, Buffer>;

/** What binds a private half to its pair and its holder. */
export const bindGrant = (pairId: string, organisationId: string, holder: string): string =>
  JSON.stringify(['grant', pairId, organisationId, holder]);

/** A holder as they are put into the table: their public half, and the private one wrapped by their passphrase. */
export interface NewHolder {
  readonly publicKey: Buffer;
  readonly wrapped: Buffer;
  readonly by: Derivation;
}

/** The pair in use of the organisation $1, as a PairRow. */
export const lastPairSql = `
  SELECT pair_id, public_key FROM tirek_organisation_keys.pairs WHERE organisation_id = $1 ORDER BY number DESC LIMIT 1`;

/** Problem 503: somebody else changed the key between two looks at it. */
export const changedMeanwhile = (): Problem =>
  new Problem('not-ready', 'The key was changed at the same time; try again.', [], { headers: { 'retry-after': '1' } });

/** Changes come one after another until the end of the transaction; readers go on meanwhile. */
export const lockKeys = (client: pg.ClientBase) =>
  client.query('LOCK TABLE tirek_organisation_keys.pairs IN SHARE ROW EXCLUSIVE MODE');

/** The id of the pair in use. Problem 409 when the organisation has no key yet. */
export async function lastPair(client: pg.ClientBase, organisationId: string): Promise<string> {
  const { rows } = await client.query<PairRow>(lastPairSql, [organisationId]);
  if (!rows[0]) throw new Problem('wrong-state', 'This organisation has no key yet.');
  return rows[0].pair_id;
}

/** Puts a holder in the place of the one of that name; with that one goes what was sealed to them. */
export async function putHolder(
  client: pg.ClientBase,
  organisationId: string,
  holder: string,
  made: NewHolder,
): Promise<void> {
  await client.query('DELETE FROM tirek_organisation_keys.holders WHERE organisation_id = $1 AND holder = $2', [
    organisationId,
    holder,
  ]);
  await client.query(
    `INSERT INTO tirek_organisation_keys.holders (organisation_id, holder, public_key, wrapped, wrapped_by)
     VALUES ($1, $2, $3, $4, $5)`,
    [organisationId, holder, made.publicKey, made.wrapped, JSON.stringify(made.by)],
  );
}

/** Seals the private half of every pair to a holder. Problem 503 when the pair in use is not among them. */
export async function grantAll(
  client: pg.ClientBase,
  organisationId: string,
  to: { readonly holder: string; readonly publicKey: Buffer },
  opened: Opened,
  by: string,
): Promise<void> {
  if (!opened.has(await lastPair(client, organisationId))) throw changedMeanwhile();
  for (const [pairId, privateKey] of opened) await grant(client, organisationId, to, { pairId, privateKey }, by);
}

async function grant(
  client: pg.ClientBase,
  organisationId: string,
  { holder, publicKey }: { readonly holder: string; readonly publicKey: Buffer },
  { pairId, privateKey }: { readonly pairId: string; readonly privateKey: Buffer },
  by: string,
): Promise<void> {
  const sealed = sealTo(publicKey, privateKey, bindGrant(pairId, organisationId, holder));
  await client.query(
    `INSERT INTO tirek_organisation_keys.grants (pair_id, organisation_id, holder, sealed, let_in_by)
     VALUES ($1, $2, $3, $4, $5)`,
    [pairId, organisationId, holder, sealed, by],
  );
}

/** A new pair for whoever opened the one before, or, of the first pair, for everybody who is there. */
export async function addPair(client: pg.ClientBase, organisationId: string, by: string): Promise<void> {
  const { rows: holders } = await client.query<{ holder: string; publicKey: Buffer }>(
    `SELECT holder, public_key AS "publicKey" FROM tirek_organisation_keys.holders h
      WHERE organisation_id = $1
        AND (EXISTS (SELECT FROM tirek_organisation_keys.grants g WHERE g.organisation_id = h.organisation_id AND g.holder = h.holder)
          OR NOT EXISTS (SELECT FROM tirek_organisation_keys.pairs p WHERE p.organisation_id = h.organisation_id))`,
    [organisationId],
  );
  const { publicKey, privateKey } = makePair();
  const pairId = randomUUID();
  await client.query(
    `INSERT INTO tirek_organisation_keys.pairs (pair_id, organisation_id, number, public_key)
     SELECT $1, $2, coalesce(max(number), 0) + 1, $3 FROM tirek_organisation_keys.pairs WHERE organisation_id = $2`,
    [pairId, organisationId, publicKey],
  );
  for (const to of holders) await grant(client, organisationId, to, { pairId, privateKey }, by);
}
