import type { Migration } from '#postgres';

/**
 * The schema `tirek_organisation_keys`: what organisations seal for themselves is opened with these. No private half stands
 * in it in clear: a pair's is sealed to the pair of each holder, a holder's is wrapped by their passphrase.
 */
export const organisationKeysMigrations: readonly Migration[] = [
  {
    name: 'organisation-keys-1',
    sql: `
      CREATE SCHEMA tirek_organisation_keys;

      -- The pairs of an organisation; it seals to the last one.
      CREATE TABLE tirek_organisation_keys.pairs (
        pair_id         uuid PRIMARY KEY,
        organisation_id uuid NOT NULL,
        number          int NOT NULL,
        public_key      bytea NOT NULL,
        made_at         timestamptz NOT NULL DEFAULT clock_timestamp(),
        UNIQUE (organisation_id, number)
      );

      -- Who has a passphrase of their own: a member by user name; '' is the recovery code.
      CREATE TABLE tirek_organisation_keys.holders (
        organisation_id uuid,
        holder          text,
        public_key      bytea NOT NULL,
        wrapped         bytea NOT NULL,
        wrapped_by      json NOT NULL,
        made_at         timestamptz NOT NULL DEFAULT clock_timestamp(),
        PRIMARY KEY (organisation_id, holder)
      );

      -- The private half of a pair, sealed to a holder. A holder without any waits to be let in.
      CREATE TABLE tirek_organisation_keys.grants (
        pair_id         uuid REFERENCES tirek_organisation_keys.pairs,
        organisation_id uuid,
        holder          text,
        sealed          bytea NOT NULL,
        let_in_by       text NOT NULL,
        let_in_at       timestamptz NOT NULL DEFAULT clock_timestamp(),
        PRIMARY KEY (pair_id, holder),
        FOREIGN KEY (organisation_id, holder) REFERENCES tirek_organisation_keys.holders ON DELETE CASCADE
      );
      CREATE INDEX grants_of_holder ON tirek_organisation_keys.grants (organisation_id, holder);

      -- Passphrases tried by a user since the last right one.
      CREATE TABLE tirek_organisation_keys.tries (
        organisation_id uuid,
        user_name       text,
        tries           int NOT NULL,
        since           timestamptz NOT NULL,
        PRIMARY KEY (organisation_id, user_name)
      );

      -- Where a shelter is, sealed to its organisation. Replaced when it moves, so that the old one is gone.
      CREATE TABLE tirek_organisation_keys.shelter_addresses (
        organisation_id uuid PRIMARY KEY,
        box             text NOT NULL,
        changed_at      timestamptz NOT NULL DEFAULT clock_timestamp()
      );`,
  },
];
