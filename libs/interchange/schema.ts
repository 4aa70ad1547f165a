import type { Migration } from '#postgres';

/** Where imports keep how far they are. What they bring is in the event store. */
export const interchangeMigrations: readonly Migration[] = [
  {
    name: 'interchange/1',
    sql: `
      CREATE SCHEMA tirek_imports;
      CREATE TABLE tirek_imports.imports (
        import_id   uuid PRIMARY KEY,
        source      text NOT NULL,
        file        uuid NOT NULL, -- its name in the folder of imports, until it is done
        digest      text NOT NULL,
        bytes       bigint NOT NULL,
        dry_run     boolean NOT NULL,
        actor       json NOT NULL,
        state       text NOT NULL CHECK (state IN ('Running', 'Finished', 'Failed')),
        progress    json NOT NULL,
        error       text,
        started_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
        finished_at timestamptz
      );
      CREATE INDEX imports_running ON tirek_imports.imports (started_at) WHERE state = 'Running';
      -- what the last import said of each case, in codes: nothing personal, and not its reference there
      CREATE TABLE tirek_imports.said (case_id uuid PRIMARY KEY, row json NOT NULL);
      -- the same of a dry run under way, for itself only
      CREATE TABLE tirek_imports.pretended (
        import_id uuid, case_id uuid, row json NOT NULL, PRIMARY KEY (import_id, case_id)
      );
    `,
  },
  {
    name: 'interchange/2',
    sql: 'CREATE INDEX imports_newest ON tirek_imports.imports (started_at, import_id);',
  },
];
