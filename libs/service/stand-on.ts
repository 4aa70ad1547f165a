import {
  demonstrationKeyPair,
  demonstrationUsers,
  demonstrationVerifier,
  issuerVerifier,
  type TokenVerifier,
} from '#access';
import { nrmEvents } from '#casework';
import type { Configuration } from '#configuration';
import { countryPack } from '#country';
import {
  EventCatalogue,
  eventStoreMigrations,
  EventStoreUnavailable,
  foundStore,
  openEventStore,
  StoreFounded,
} from '#event-store';
import { interchangeMigrations } from '#interchange';
import { errorKind } from '#kernel';
import { logOf } from '#logging';
import { relayMigrations } from '#messaging';
import { migrate, type Migration, openDatabase, StartRefused } from '#postgres';
import { openKeyRing, privacyMigrations } from '#privacy';
import { projectionsMigrations } from '#projections';
import type { Ground } from './ground.js';
import { insistOnOneStore, oneStoreMigrations } from './one-store.js';

const logger = logOf('Start');

/** The ground, and how to leave it in order: every step of it, also where one fails; rejects afterwards. */
export interface StandingGround extends Ground {
  leave(): Promise<void>;
}

/** Every step of the schema of the one database that all processes share. */
export const migrations: readonly Migration[] = [
  ...eventStoreMigrations,
  ...privacyMigrations,
  ...interchangeMigrations,
  ...projectionsMigrations,
  ...relayMigrations,
  ...oneStoreMigrations,
];

/**
 * Reaches PostgreSQL, migrates it, opens keys and event store, and checks that the store is of the mode and country asked
 * for. Any number of processes may do so at once, on an empty database too. `connections`: of the pool, at most.
 * Throws StartRefused with one sentence when something of it cannot be.
 */
export async function standOn(
  configuration: Configuration,
  { databaseUrl, connections }: { readonly databaseUrl: string; readonly connections: number },
): Promise<StandingGround> {
  const { home, mode } = configuration;
  const leaving = new AsyncDisposableStack();
  try {
    const database = await openDatabase(databaseUrl, { max: connections });
    leaving.defer(() => database.end());
    await migrate(database, migrations);
    const store = await openEventStore({ ...configuration, databaseUrl });
    leaving.defer(() => store.close());
    const country = countryPack(configuration.country);
    const { founded, keyRing } = await insistOnOneStore(
      { database, store, inDatabase: configuration.eventStore === 'postgres' },
      async () => ({
        // first: what is sealed must be opened again, so there is no event without keys
        keyRing: await openKeyRing({ pool: database, home, masterKeyFile: configuration.masterKeyFile }),
        founded: await foundStore(store, { mode, country: country.code }),
      }),
    );
    if (founded.mode !== mode) {
      throw new StartRefused(
        `This is a ${founded.mode} store and stays one; TIREK_MODE=${mode} needs another TIREK_HOME or DATABASE_URL.`,
      );
    }
    if (founded.country !== country.code) {
      throw new StartRefused(
        `This is a store of ${founded.country} and stays one; COUNTRY=${configuration.country} needs another TIREK_HOME or DATABASE_URL.`,
      );
    }
    return {
      home,
      database,
      store,
      ...(configuration.kafka ? { kafka: configuration.kafka } : {}),
      catalogue: new EventCatalogue([...nrmEvents, StoreFounded]),
      keyRing,
      country,
      verifier: verifierFor(configuration),
      ...(mode === 'demonstration' ? { users: demonstrationUsers } : {}),
      leave: () => leaving.disposeAsync(),
    };
  } catch (error) {
    // the operator is told why the start failed, whatever fails after that
    await leaving
      .disposeAsync()
      .catch((left: unknown) => logger.warn({ ...errorKind(left) }, 'not all could be closed'));
    if (!(error instanceof EventStoreUnavailable)) throw error;
    throw new StartRefused('Tirek cannot reach the event store.', { cause: error });
  }
}

function verifierFor({ oidcIssuer, home }: Configuration): TokenVerifier {
  // the configuration refuses an issuer of a demonstration store
  if (oidcIssuer) return issuerVerifier(oidcIssuer);
  const pair = demonstrationKeyPair(home, true);
  if (!pair) throw new Error('the demonstration key pair was not made');
  return demonstrationVerifier(pair.publicKey);
}
