import type { Migration } from '#postgres';

/**
 * The schema `tirek_keys`. No key stands in it in clear, and the keys that wrap those in it are files outside the
 * database and its backups (key-files.ts).
 */
export const privacyMigrations: readonly Migration[] = [
  {
    name: 'privacy-1-person-keys',
    sql: `
      CREATE SCHEMA tirek_keys;

      CREATE TABLE tirek_keys.key_files (
        id      uuid PRIMARY KEY,
        purpose text NOT NULL CHECK (purpose IN ('period', 'installation')),
        made_at timestamptz NOT NULL DEFAULT clock_timestamp()
      );
      CREATE UNIQUE INDEX one_installation_key ON tirek_keys.key_files (purpose) WHERE purpose = 'installation';

      -- The row of an erased person stays without its key: nobody makes her a second one,
      -- under which what she was sealed with would look tampered with.
      CREATE TABLE tirek_keys.person_keys (
        person_id uuid PRIMARY KEY,
        wrapped   bytea,
        period_id uuid REFERENCES tirek_keys.key_files,
        made_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
        CHECK ((wrapped IS NULL) = (period_id IS NULL))
      );`,
  },
  {
    name: 'privacy-2-name-index',
    sql: `
      CREATE TABLE tirek_keys.name_index (
        person_id uuid,
        token     bytea,
        PRIMARY KEY (person_id, token)
      );
      CREATE INDEX name_index_token ON tirek_keys.name_index (token);

      CREATE TABLE tirek_keys.name_index_checkpoint (
        only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
        position bigint NOT NULL
      );
      INSERT INTO tirek_keys.name_index_checkpoint (position) VALUES (0);`,
  },
];
