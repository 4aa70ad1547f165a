import type pg from 'pg';

/** A table to save: with its schema, quoted where it must be. */
export interface Table {
  readonly table: string;
  readonly columns: readonly string[];
  /** Which rows, in SQL; absent: all. */
  readonly where?: string;
}

/**
 * What is not saved though it is no read model. The index of names is made anew from the events: a backup finds nobody by
 * name whose key is gone. Whoever was signed in signs in again: a restore revives no session that was ended since.
 */
const leftOut = ['tirek_keys.name_index', 'tirek_access.sessions', 'tirek_identity.artifacts'];
/** The index of names is made anew from the first event on. */
const rowsToSave: Readonly<Record<string, string>> = { 'tirek_subscribers.checkpoints': `name <> 'name-index'` };

/**
 * The tables of everything that is not derived: those in the schemas `tirek_*` (read models are in others), in an order in
 * which each comes after those it refers to.
 */
export async function tablesToSave(client: pg.ClientBase): Promise<Table[]> {
  const { rows } = await client.query<Table & { refersTo: string[] }>(
    `SELECT c.oid::regclass::text AS table,
            ARRAY(SELECT quote_ident(a.attname) FROM pg_attribute a
                  WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
                  ORDER BY a.attnum) AS columns,
            ARRAY(SELECT f.confrelid::regclass::text FROM pg_constraint f
                  WHERE f.conrelid = c.oid AND f.contype = 'f' AND f.confrelid <> c.oid) AS "refersTo"
     FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relkind = 'r' AND n.nspname LIKE 'tirek\\_%' AND c.oid::regclass::text <> ALL ($1)
     ORDER BY 1`,
    [leftOut],
  );
  const ordered: Table[] = [];
  const done = new Set<string>();
  const left = new Map(rows.map((row) => [row.table, row]));
  while (left.size > 0) {
    const next = [...left.values()].find(({ refersTo }) => refersTo.every((one) => done.has(one)));
    if (!next) throw new Error('tables refer to each other in a circle');
    const { table, columns } = next;
    const where = rowsToSave[table];
    ordered.push({ table, columns, ...(where ? { where } : {}) });
    done.add(table);
    left.delete(table);
  }
  return ordered;
}
