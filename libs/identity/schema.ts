import type { Migration } from '#postgres';

/** The schema `tirek_identity`: who signs in here and how. No password, secret or token stands in it in clear. */
export const identityMigrations: readonly Migration[] = [
  {
    name: 'identity-1-provider',
    sql: `
      CREATE SCHEMA tirek_identity;

      -- \`password\`: argon2id as a PHC string. \`totp\`: the shared secret, sealed. \`totp_step\`: the last one that was used.
      CREATE TABLE tirek_identity.accounts (
        user_name     text PRIMARY KEY,
        password      text NOT NULL,
        totp          bytea,
        totp_step     bigint NOT NULL DEFAULT 0,
        demonstration boolean NOT NULL DEFAULT false,
        made_at       timestamptz NOT NULL DEFAULT clock_timestamp()
      );

      CREATE TABLE tirek_identity.passkeys (
        credential_id text PRIMARY KEY,
        user_name     text NOT NULL REFERENCES tirek_identity.accounts ON DELETE CASCADE,
        public_key    bytea NOT NULL,
        counter       bigint NOT NULL,
        transports    text[] NOT NULL,
        made_at       timestamptz NOT NULL DEFAULT clock_timestamp()
      );
      CREATE INDEX passkeys_of_user ON tirek_identity.passkeys (user_name);

      -- HMAC of each code; a used one is deleted
      CREATE TABLE tirek_identity.recovery_codes (
        user_name text NOT NULL REFERENCES tirek_identity.accounts ON DELETE CASCADE,
        code_hash bytea NOT NULL,
        PRIMARY KEY (user_name, code_hash)
      );

      -- \`token_hash\`: SHA-256 of what stands in the link. At most one for a user.
      CREATE TABLE tirek_identity.invitations (
        user_name  text PRIMARY KEY,
        token_hash bytea NOT NULL UNIQUE,
        recovers   boolean NOT NULL,
        expires_at timestamptz NOT NULL
      );

      -- \`key_hash\`: HMAC of an account or an address; what was typed as a user name may be a password
      CREATE TABLE tirek_identity.attempts (
        key_hash   bytea PRIMARY KEY,
        failures   integer NOT NULL,
        not_before timestamptz NOT NULL,
        last_at    timestamptz NOT NULL
      );

      -- What the provider keeps: sessions, grants, codes, refresh tokens. \`id_hash\` and \`uid_hash\`: SHA-256; the rest sealed.
      CREATE TABLE tirek_identity.artifacts (
        model       text NOT NULL,
        id_hash     bytea NOT NULL,
        sealed      bytea NOT NULL,
        uid_hash    bytea,
        grant_id    text,
        user_name   text,
        expires_at  timestamptz NOT NULL,
        consumed_at timestamptz,
        PRIMARY KEY (model, id_hash)
      );
      CREATE INDEX artifacts_by_uid ON tirek_identity.artifacts (uid_hash) WHERE uid_hash IS NOT NULL;
      CREATE INDEX artifacts_by_grant ON tirek_identity.artifacts (grant_id) WHERE grant_id IS NOT NULL;
      CREATE INDEX artifacts_by_user ON tirek_identity.artifacts (user_name) WHERE user_name IS NOT NULL;
      CREATE INDEX artifacts_by_end ON tirek_identity.artifacts (expires_at);

      -- for which organisation somebody signed in, by the grant
      CREATE TABLE tirek_identity.chosen_organisations (
        grant_id        text PRIMARY KEY,
        organisation_id uuid NOT NULL,
        expires_at      timestamptz NOT NULL
      );

      -- \`sealed\`: the private JWK
      CREATE TABLE tirek_identity.signing_keys (
        kid        text PRIMARY KEY,
        public_jwk jsonb NOT NULL,
        sealed     bytea NOT NULL,
        state      text NOT NULL CHECK (state IN ('next', 'signing', 'retired')),
        since      timestamptz NOT NULL DEFAULT clock_timestamp()
      );
      CREATE UNIQUE INDEX one_signing_key ON tirek_identity.signing_keys (state) WHERE state <> 'retired';

      -- \`secret_hash\`: SHA-256 of 256 random bits
      CREATE TABLE tirek_identity.clients (
        client_id       text PRIMARY KEY,
        organisation_id uuid NOT NULL,
        roles           text[] NOT NULL,
        scopes          text[] NOT NULL,
        secret_hash     text NOT NULL,
        added_by        text NOT NULL,
        made_at         timestamptz NOT NULL DEFAULT clock_timestamp()
      );`,
  },
];
