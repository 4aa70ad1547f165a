import type { Migration } from '#postgres';

/** The schema `tirek_access`: who signed out, and who is signed in with a browser. No token stands in it in clear. */
export const accessMigrations: readonly Migration[] = [
  {
    name: 'access-1-sign-outs',
    sql: `
      CREATE SCHEMA tirek_access;

      -- Nothing that a user signed in to before that moment is worth anything.
      CREATE TABLE tirek_access.sign_outs (
        user_name  text PRIMARY KEY,
        not_before timestamptz NOT NULL
      );`,
  },
  {
    name: 'access-2-sessions',
    sql: `
      -- \`id_hash\`: SHA-256 of what the cookie holds. \`sealed\`: the tokens, under a key of the installation.
      CREATE TABLE tirek_access.sessions (
        id_hash           bytea PRIMARY KEY,
        user_name         text NOT NULL,
        sealed            text NOT NULL,
        access_expires_at timestamptz(3) NOT NULL,
        renewing_until    timestamptz,
        started_at        timestamptz NOT NULL,
        used_at           timestamptz NOT NULL,
        expires_at        timestamptz NOT NULL
      );
      CREATE INDEX sessions_of_user ON tirek_access.sessions (user_name);`,
  },
];
