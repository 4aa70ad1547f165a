/** The role that the store's connections take: it may read events and add to them, and nothing else. */
export const storeRole = 'tirek_app';

/** A log of a database, in a schema of its own: of what happened, or of who read of it. */
export interface PostgresLog {
  readonly schema: string;
  /** Told soon after a batch was committed, once for all batches of a moment; the payload is empty. */
  readonly appendedChannel: string;
  /** The advisory lock (they are per database) that a writer holds until its commit. */
  readonly writerLock: number;
  /** How appends are grouped: as many batches at once, each after so many milliseconds in which others join it. */
  readonly grouping: { readonly atOnce: number; readonly gatherMs: number };
  /** The least time between two tellings, in milliseconds. */
  readonly betweenTellsMs: number;
}

const logNamed = (name: string, how: Pick<PostgresLog, 'grouping' | 'betweenTellsMs'>): PostgresLog => ({
  schema: `tirek_${name}`,
  appendedChannel: `tirek_${name}_appended`,
  // any constant: the ASCII of the name
  writerLock: Buffer.from(name).readUIntBE(0, name.length),
  ...how,
});

/** What happened. A reader elsewhere does not notice the time between two tellings, a busy writer does. */
export const eventLog = logNamed('events', { grouping: { atOnce: 2, gatherMs: 0 }, betweenTellsMs: 5 });

/**
 * Who read what: the same machinery, so that it can be proven in the same way. Larger groups, told later: every answer
 * pays for its read, and hardly anybody waits for news of it.
 */
export const readsLog = logNamed('reads', { grouping: { atOnce: 1, gatherMs: 4 }, betweenTellsMs: 400 });

const tables = ({ schema }: PostgresLog) => `
CREATE SCHEMA ${schema};

CREATE TABLE ${schema}.events (
  position       bigint PRIMARY KEY,
  stream         text COLLATE "C" NOT NULL,
  revision       integer NOT NULL,
  event_id       uuid NOT NULL,
  command_id     uuid, -- on the first event of an append only, so that a command appends once
  type           text NOT NULL,
  schema_version smallint NOT NULL,
  occurred_at    text NOT NULL,
  recorded_at    timestamptz NOT NULL,
  data           json NOT NULL, -- not jsonb: kept byte for byte
  metadata       json NOT NULL
);
CREATE UNIQUE INDEX events_stream ON ${schema}.events (stream, revision);
CREATE UNIQUE INDEX events_command ON ${schema}.events (command_id) WHERE command_id IS NOT NULL;
`;

/*
 * One batch: one statement, one transaction. The arrays have an element per event, the events of an append side by side;
 * no stream and no command may be in a batch twice.
 *
 * The lock is held until the commit, so writers of several processes come one after another, and positions are gapless
 * and in the order of commits. It is taken by a statement of its own: the ones after it see all that was committed
 * before it was got.
 *
 * Both checks are scalar subqueries, which are run per row and never hashed, and the settings leave them nothing but
 * their indexes. Left alone the planner plans a scan while the table is small and keeps that plan as it grows.
 */
const appendBatch = ({ schema, writerLock }: PostgresLog) => `
CREATE FUNCTION ${schema}.append_batch(
  streams text[], expected integer[], revisions integer[], commands uuid[], event_ids uuid[],
  types text[], versions integer[], occurred text[], datas text[], metadatas text[],
  OUT last_position bigint, OUT recorded timestamptz, OUT refusals json
)
LANGUAGE plpgsql
SET search_path = ${schema}
SET enable_seqscan = off
SET enable_bitmapscan = off
SET plan_cache_mode = force_generic_plan
AS $$
DECLARE
  asked integer := cardinality(streams);
  stored integer;
BEGIN
  PERFORM pg_advisory_xact_lock(${writerLock});
  SELECT e.position, e.recorded_at INTO last_position, recorded FROM events e ORDER BY e.position DESC LIMIT 1;
  last_position := coalesce(last_position, 0);
  recorded := greatest(recorded, clock_timestamp());

  -- the rows are numbered in the order in which generate_series gives them; no plan of this has a step that sorts
  INSERT INTO events
    SELECT last_position + row_number() OVER (), streams[k], revisions[k], event_ids[k],
           CASE WHEN revisions[k] = expected[k] + 1 THEN commands[k] END,
           types[k], versions[k], occurred[k], recorded, datas[k]::json, metadatas[k]::json
    FROM generate_series(1, asked) k
    WHERE expected[k] =
          coalesce((SELECT e.revision FROM events e WHERE e.stream = streams[k] ORDER BY e.revision DESC LIMIT 1), -1)
      AND (SELECT e.position FROM events e WHERE e.command_id = commands[k]) IS NULL;
  GET DIAGNOSTICS stored = ROW_COUNT;

  IF stored < asked THEN
    -- a stream is in the batch once: one that has no event after \`last_position\` was refused
    SELECT json_agg(json_build_object('stream', streams[k], 'revision', coalesce(now.revision, -1), 'repeated',
                    (SELECT e.stream FROM events e WHERE e.command_id = commands[k]))) INTO refusals
      FROM generate_series(1, asked) k
      LEFT JOIN LATERAL (SELECT e.revision, e.position FROM events e WHERE e.stream = streams[k]
                         ORDER BY e.revision DESC LIMIT 1) now ON true
      WHERE revisions[k] = expected[k] + 1 AND coalesce(now.position, 0) <= last_position;
  END IF;
END
$$;
`;

/*
 * Two locks against a change of what happened. The triggers stop everybody, the owner included, until he drops them.
 * The role, which every connection of the store takes, has no right to in the first place; where the user of the
 * database may not create roles and nobody made it for him, the triggers hold alone.
 */
const protection = ({ schema }: PostgresLog) => `
CREATE FUNCTION ${schema}.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE 'events are never changed or removed' USING ERRCODE = 'insufficient_privilege';
END
$$;
CREATE TRIGGER events_stay BEFORE UPDATE OR DELETE OR TRUNCATE ON ${schema}.events
  FOR EACH STATEMENT EXECUTE FUNCTION ${schema}.refuse_change();

DO $$
BEGIN
  CREATE ROLE ${storeRole} NOLOGIN;
EXCEPTION
  -- roles belong to the server: another database on it may have made this one, or be making it right now
  WHEN duplicate_object OR unique_violation THEN NULL;
  WHEN insufficient_privilege THEN
    RAISE WARNING 'this user may not create the role ${storeRole}: triggers alone keep events from being changed';
END
$$;
DO $$
BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = '${storeRole}' AND pg_has_role(oid, 'MEMBER')) THEN
    GRANT USAGE ON SCHEMA ${schema} TO ${storeRole};
    GRANT SELECT, INSERT ON ${schema}.events TO ${storeRole};
  END IF;
END
$$;
`;

const migrationsOf = (log: PostgresLog, prefix: string): readonly { readonly name: string; readonly sql: string }[] => [
  { name: `${prefix}-0001-tables`, sql: tables(log) },
  { name: `${prefix}-0002-append-batch`, sql: appendBatch(log) },
  { name: `${prefix}-0003-protection`, sql: protection(log) },
];

/** The tables, the append function and the protection of the event store, in the order to apply them. */
export const eventStoreMigrations = migrationsOf(eventLog, 'event-store');

/** The same of the log of reads. */
export const readLogMigrations = migrationsOf(readsLog, 'read-log');
