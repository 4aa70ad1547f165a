import { accessMigrations } from '#access';
import { integrityMigrations } from '#audit/integrity';
import { eventStoreMigrations, readLogMigrations } from '#event-store';
import { identityMigrations } from '#identity';
import { interchangeMigrations } from '#interchange';
import { relayMigrations, subscriberMigrations } from '#messaging';
import type { Migration } from '#postgres';
import { organisationKeysMigrations, privacyMigrations } from '#privacy';
import { projectionsMigrations } from '#projections';
import { oneStoreMigrations } from './one-store.js';

/** Every step of the schema of the one database that all processes share. */
export const migrations: readonly Migration[] = [
  ...eventStoreMigrations,
  ...readLogMigrations,
  ...subscriberMigrations,
  ...privacyMigrations,
  ...accessMigrations,
  ...identityMigrations,
  ...organisationKeysMigrations,
  ...interchangeMigrations,
  ...projectionsMigrations,
  ...relayMigrations,
  ...integrityMigrations,
  ...oneStoreMigrations,
];
