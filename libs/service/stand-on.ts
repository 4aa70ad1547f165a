import {
  demonstrationKeyPair,
  demonstrationUsers,
  demonstrationVerifier,
  issuerVerifier,
  type TokenVerifier,
} from '#access';
import { nrmEvents } from '#casework';
import type { Configuration, KafkaConfiguration } from '#configuration';
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
import { openTopic, relayMigrations } from '#messaging';
import { migrate, type Migration, openDatabase, StartRefused } from '#postgres';
import { openKeyRing, privacyMigrations } from '#privacy';
import { projectionsMigrations } from '#projections';
import type { Ground } from './ground.js';
import { messagingLogger } from './logging.js';
import { insistOnOneStore, oneStoreMigrations } from './one-store.js';

/** The ground, and how to leave it in order. */
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
  const leaving: (() => Promise<void>)[] = [];
  const leave = async (): Promise<void> => {
    for (const step of leaving.toReversed()) await step();
  };
  try {
    const database = await openDatabase(databaseUrl, { max: connections });
    leaving.push(() => database.end());
    await migrate(database, migrations);
    const keyRing = await openKeyRing({ pool: database, home, masterKeyFile: configuration.masterKeyFile });
    const store = await openEventStore({ ...configuration, databaseUrl });
    leaving.push(() => store.close());
    if (configuration.kafka) await checkTopic(configuration.kafka);
    const country = countryPack(configuration.country);
    const founded = await insistOnOneStore(database, store, () => foundStore(store, { mode, country: country.code }));
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
      leave,
    };
  } catch (error) {
    await leave();
    if (!(error instanceof EventStoreUnavailable)) throw error;
    throw new StartRefused('Tirek cannot reach the event store.', { cause: error });
  }
}

/** A topic with another number of partitions keeps a process from starting; a broker that is away is waited for later. */
async function checkTopic(kafka: KafkaConfiguration): Promise<void> {
  try {
    await openTopic(kafka);
  } catch (error) {
    if (error instanceof StartRefused) throw error;
    messagingLogger.warn({ ...errorKind(error) }, 'Kafka does not answer yet');
  }
}

function verifierFor({ oidcIssuer, home }: Configuration): TokenVerifier {
  // the configuration refuses an issuer of a demonstration store
  if (oidcIssuer) return issuerVerifier(oidcIssuer);
  const pair = demonstrationKeyPair(home, true);
  if (!pair) throw new Error('the demonstration key pair was not made');
  return demonstrationVerifier(pair.publicKey);
}
