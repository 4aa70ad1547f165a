import pg from 'pg';
import type { RecordedEvent } from '#kernel';
import type { Projection, ProjectionTable, Row } from './projection.js';
import type { Queryable } from './read-model.js';

interface Group {
  rows: readonly Row[];
  /** The last event that is in the rows; 0 for a group without rows. */
  position: number;
  changed: boolean;
}

/** The groups of one table that are in memory. */
class TableGroups {
  readonly groups = new Map<string, Group>();
  /** Groups that have been written since the table was made; only kept when `track` is on. */
  readonly written = new Set<string>();

  constructor(
    readonly table: ProjectionTable,
    private readonly track: boolean,
  ) {}

  async load(client: Queryable, schema: string, keys: Iterable<string>): Promise<void> {
    const stored: string[] = [];
    for (const key of keys) {
      if (this.groups.has(key)) continue;
      this.groups.set(key, { rows: [], position: 0, changed: false });
      if (!this.track || this.written.has(key)) stored.push(key);
    }
    if (stored.length === 0) return;
    const { name, groupBy } = this.table;
    const { rows } = await client.query<Row & { position: number }>({
      text: `SELECT * FROM ${schema}.${name} WHERE ${groupBy} = ANY ($1)`,
      values: [stored],
      types: rowTypes,
    });
    const found = new Map<string, Row[]>();
    for (const { position, ...row } of rows) {
      const key = String(row[groupBy]);
      const group = this.groups.get(key)!;
      group.position = position;
      const list = found.get(key);
      if (list) list.push(row);
      else {
        found.set(key, [row]);
      }
    }
    for (const [key, list] of found) this.groups.get(key)!.rows = list;
  }

  /** Writes the changed groups: what they were goes, what they are comes. Returns how many rows were written. */
  async write(client: Queryable, schema: string): Promise<number> {
    const old: string[] = [];
    const rows: Row[] = [];
    for (const [key, group] of this.groups) {
      if (!group.changed) continue;
      if (!this.track || this.written.has(key)) old.push(key);
      for (const row of group.rows) rows.push({ ...row, position: group.position });
      if (this.track) this.written.add(key);
      group.changed = false;
    }
    const { name, groupBy } = this.table;
    if (old.length > 0) await client.query(`DELETE FROM ${schema}.${name} WHERE ${groupBy} = ANY ($1)`, [old]);
    for (let from = 0; from < rows.length; from += ROWS_PER_INSERT) {
      await client.query(
        `INSERT INTO ${schema}.${name} SELECT * FROM json_populate_recordset(null::${schema}.${name}, $1)`,
        [JSON.stringify(rows.slice(from, from + ROWS_PER_INSERT))],
      );
    }
    return rows.length;
  }
}

const ROWS_PER_INSERT = 5_000;

/** PostgreSQL (its TimeZone being UTC) spells an instant `2026-01-05 03:00:00.1+00`; a row has `2026-01-05T03:00:00.100000Z`, as the event store has. */
function instant(text: string): string {
  const [seconds, fraction = ''] = text.slice(0, -'+00'.length).split('.');
  return `${seconds!.replace(' ', 'T')}.${fraction.padEnd(6, '0')}Z`;
}

/** How the columns of a stored row are read, so that it equals the row that was written. */
const rowTypes: pg.CustomTypesConfig = {
  getTypeParser: ((oid: Parameters<typeof pg.types.getTypeParser>[0], format?: 'text' | 'binary') => {
    if (oid === pg.types.builtins.TIMESTAMPTZ) return instant;
    if (oid === pg.types.builtins.DATE) return String;
    if (oid === pg.types.builtins.INT8 || oid === pg.types.builtins.NUMERIC) return Number;
    return pg.types.getTypeParser(oid, format);
  }) as never,
};

/** The groups that events concern, table by table, in the order of the projection's tables. */
export type Concerned = readonly (readonly string[])[];

/** The part of a read model that is in memory while events are folded into it. The connection's TimeZone must be UTC. */
export class WorkingSet {
  private readonly tables: readonly TableGroups[];

  /** `fresh`: the tables began empty with this working set, so what it has not written is not there. */
  constructor(
    private readonly schema: string,
    projection: Projection,
    { fresh = false } = {},
  ) {
    this.tables = projection.tables.map((table) => new TableGroups(table, fresh));
  }

  /** The groups that an event concerns. Throws what the projection throws. */
  concerned(event: RecordedEvent): Concerned {
    return this.tables.map(({ table }) => table.groups(event));
  }

  /** Brings groups into memory, a query per table at most. */
  async load(client: Queryable, concerned: Iterable<Concerned>): Promise<void> {
    const keys = this.tables.map(() => new Set<string>());
    for (const groups of concerned) {
      groups.forEach((list, i) => {
        for (const key of list) keys[i]!.add(key);
      });
    }
    for (const [i, table] of this.tables.entries()) await table.load(client, this.schema, keys[i]!);
  }

  /** Folds an event into its groups, which must have been loaded. All of them or, when the projection throws, none. */
  fold(event: RecordedEvent, concerned: Concerned): void {
    const changes: [Group, readonly Row[]][] = [];
    this.tables.forEach(({ table, groups }, i) => {
      for (const key of new Set(concerned[i])) {
        const group = groups.get(key)!;
        if (event.position <= group.position) continue;
        const rows = table.evolve(group.rows, event, key);
        if (rows !== group.rows) changes.push([group, rows]);
      }
    });
    for (const [group, rows] of changes) {
      group.rows = rows;
      group.position = event.position;
      group.changed = true;
    }
  }

  /** Writes what has changed. Returns how many rows. */
  async write(client: Queryable): Promise<number> {
    let rows = 0;
    for (const table of this.tables) rows += await table.write(client, this.schema);
    return rows;
  }

  /** How many groups are in memory. */
  get size(): number {
    return this.tables.reduce((sum, { groups }) => sum + groups.size, 0);
  }

  /** Forgets the groups; what has changed must have been written. */
  clear(): void {
    for (const { groups } of this.tables) groups.clear();
  }
}
