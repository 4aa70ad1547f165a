import type { Migration } from '#postgres';

/** The schema `tirek_subscribers`: how far each subscriber has come, and what it left behind. */
export const subscriberMigrations: readonly Migration[] = [
  {
    name: 'subscribers-1-checkpoints',
    sql: `
      CREATE SCHEMA tirek_subscribers;
      CREATE TABLE tirek_subscribers.checkpoints (name text PRIMARY KEY, position bigint NOT NULL);`,
  },
  {
    name: 'subscribers-2-left-behind',
    sql: `
      -- Events before the checkpoint that could not be taken. \`after\`: the position before it, which the store has given.
      CREATE TABLE tirek_subscribers.left_behind (
        subscriber text,
        position   bigint,
        after      bigint NOT NULL,
        failures   int NOT NULL DEFAULT 1,
        try_at     timestamptz NOT NULL,
        since      timestamptz NOT NULL DEFAULT clock_timestamp(),
        PRIMARY KEY (subscriber, position)
      );`,
  },
];
