import type { Migration } from '#postgres';

/**
 * The schema `tirek_projections`: what was done and decided about read models. It is not derived from the event store, and
 * survives every rebuild.
 */
export const projectionsMigrations: readonly Migration[] = [
  {
    name: 'projections-1-skipped-events',
    sql: `
      CREATE SCHEMA tirek_projections;
      CREATE TABLE tirek_projections.skipped (
        projection text,
        event_id   uuid,
        stream     text, -- or where an unreadable message lies
        position   bigint,
        type       text,
        reason     text NOT NULL,
        skipped_by text NOT NULL,
        skipped_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        PRIMARY KEY (projection, event_id)
      );`,
  },
  {
    name: 'projections-2-rebuilds',
    sql: `
      -- the last one of each projection, whichever process does it
      CREATE TABLE tirek_projections.rebuilds (
        projection text PRIMARY KEY,
        rebuild_id uuid NOT NULL,
        status     json NOT NULL,
        -- the process that does it says again and again that it lives
        alive_at   timestamptz NOT NULL DEFAULT clock_timestamp()
      );`,
  },
];
