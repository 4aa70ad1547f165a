import { storeRole } from '#event-store';
import type { Migration } from '#postgres';

/** Why a change of these tables is refused; the same two locks as on the events (event-store/postgres/schema.ts). */
const refusal = 'the chain is never changed or removed';

/** The schema `tirek_integrity`: the chain over the logs, and the checkpoints that were signed. */
export const integrityMigrations: readonly Migration[] = [
  {
    name: 'integrity-1-chain',
    sql: `
      CREATE SCHEMA tirek_integrity;

      CREATE TABLE tirek_integrity.chain (
        log       text,
        position  bigint,
        number    bigint NOT NULL, -- of the event in its log, from 1: positions may have gaps
        event_id  uuid NOT NULL,
        type      text NOT NULL, -- so that an event that was removed can be named
        hash      bytea NOT NULL,
        signature bytea NOT NULL,
        PRIMARY KEY (log, position)
      );
      CREATE TABLE tirek_integrity.checkpoints (
        log        text,
        position   bigint,
        signed_at  timestamptz NOT NULL,
        checkpoint json NOT NULL,
        PRIMARY KEY (log, position)
      );

      CREATE FUNCTION tirek_integrity.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        RAISE '${refusal}' USING ERRCODE = 'insufficient_privilege';
      END
      $$;
      CREATE TRIGGER chain_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON tirek_integrity.chain
        FOR EACH STATEMENT EXECUTE FUNCTION tirek_integrity.refuse_change();
      CREATE TRIGGER checkpoints_stay BEFORE UPDATE OR DELETE OR TRUNCATE ON tirek_integrity.checkpoints
        FOR EACH STATEMENT EXECUTE FUNCTION tirek_integrity.refuse_change();

      DO $$
      BEGIN
        IF EXISTS (SELECT FROM pg_roles WHERE rolname = '${storeRole}' AND pg_has_role(oid, 'MEMBER')) THEN
          GRANT USAGE ON SCHEMA tirek_integrity TO ${storeRole};
          GRANT SELECT, INSERT ON tirek_integrity.chain, tirek_integrity.checkpoints TO ${storeRole};
        END IF;
      END
      $$;`,
  },
];

/** Gives up every right but those of the store's role until the end of the transaction, where that role is there. */
export const takeStoreRole = `
  DO $$ BEGIN
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = '${storeRole}' AND pg_has_role(oid, 'MEMBER')) THEN
      SET LOCAL ROLE ${storeRole};
    END IF;
  END $$`;
