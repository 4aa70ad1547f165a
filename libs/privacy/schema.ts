import type { Migration } from '#postgres';
import { keeperRole } from './key-store.js';

/**
 * The schema `tirek_keys`. No key stands in it in clear, and the keys that wrap those in it are files outside the
 * database and its backups (key-files.ts). Needs the schema of the subscribers.
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
  {
    name: 'privacy-3-erasure-and-rotation',
    sql: `
      ALTER TABLE tirek_keys.key_files
        ADD closed_at    timestamptz, -- no new key is wrapped by it
        ADD destroyed_at timestamptz; -- its file is gone
      CREATE UNIQUE INDEX one_open_period ON tirek_keys.key_files (purpose)
        WHERE purpose = 'period' AND closed_at IS NULL;

      -- an erased person's row keeps the period that wrapped her key last: with that one gone no copy of it opens
      ALTER TABLE tirek_keys.person_keys
        ADD erased_at timestamptz,
        DROP CONSTRAINT person_keys_check,
        ADD CHECK (wrapped IS NULL OR period_id IS NOT NULL);
      CREATE INDEX person_keys_period ON tirek_keys.person_keys (period_id, person_id) WHERE wrapped IS NOT NULL;
      CREATE INDEX person_keys_erased ON tirek_keys.person_keys (erased_at) WHERE erased_at IS NOT NULL;`,
  },
  {
    name: 'privacy-4-role',
    // Where the user of the database may not create roles and nobody made it for him, there is none.
    sql: `
      DO $$
      BEGIN
        CREATE ROLE ${keeperRole} NOLOGIN;
        -- from PostgreSQL 16 on, who makes a role may not take it unasked
        GRANT ${keeperRole} TO CURRENT_USER;
      EXCEPTION
        -- roles belong to the server: another database on it may have made this one, or be making it right now
        WHEN duplicate_object OR unique_violation THEN NULL;
        WHEN insufficient_privilege THEN
          RAISE WARNING 'this user may not create the role ${keeperRole}: keys are kept without it';
      END
      $$;
      DO $$
      BEGIN
        IF EXISTS (SELECT FROM pg_roles WHERE rolname = '${keeperRole}' AND pg_has_role(oid, 'MEMBER')) THEN
          GRANT USAGE ON SCHEMA tirek_keys TO ${keeperRole};
          GRANT SELECT, INSERT, UPDATE ON tirek_keys.key_files, tirek_keys.person_keys TO ${keeperRole};
          GRANT SELECT, INSERT, DELETE ON tirek_keys.name_index TO ${keeperRole};
          GRANT SELECT, UPDATE ON tirek_keys.name_index_checkpoint TO ${keeperRole};
        END IF;
      END
      $$;`,
  },
  {
    name: 'privacy-5-name-index-by-subscriber',
    sql: `
      INSERT INTO tirek_subscribers.checkpoints (name, position)
        SELECT 'name-index', position FROM tirek_keys.name_index_checkpoint;
      DROP TABLE tirek_keys.name_index_checkpoint;`,
  },
];
