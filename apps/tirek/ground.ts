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
import { EventCatalogue, eventStoreMigrations, foundStore, PostgresEventStore, StoreFounded } from '#event-store';
import { interchangeMigrations } from '#interchange';
import { migrate, openDatabase, startEmbeddedServer, StartRefused, takeHome, type TakenHome } from '#postgres';
import { openKeyRing, privacyMigrations } from '#privacy';
import type { Ground } from './tirek.module.js';

/** The ground, and how to leave it in order. */
export interface StandingGround extends Ground {
  readonly taken: TakenHome;
  /** Resolves with a sentence when the embedded PostgreSQL ends without having been told to. */
  readonly died: Promise<string>;
  leave(): Promise<void>;
}

export const catalogue = new EventCatalogue([...nrmEvents, StoreFounded]);

/**
 * Takes the data folder, starts or reaches PostgreSQL, migrates it, opens keys and event store, and checks that the store
 * is of the mode asked for. Throws StartRefused with one sentence when something of it cannot be.
 */
export async function standOn(configuration: Configuration): Promise<StandingGround> {
  const { home, mode } = configuration;
  // before anything is made: a store that was founded as the wrong kind stays it
  if (mode === 'production' && !configuration.oidcIssuer) {
    throw new StartRefused(
      'TIREK_MODE=production needs OIDC_ISSUER: who signs in is for an OpenID Connect issuer to say.',
    );
  }
  const leaving: (() => Promise<void> | void)[] = [];
  const leave = async (): Promise<void> => {
    for (const step of leaving.toReversed()) await step();
  };
  try {
    const taken = takeHome(home);
    leaving.push(() => taken.release());
    const server = configuration.databaseUrl ? undefined : await startEmbeddedServer({ home, onLog: () => undefined });
    if (server) leaving.push(() => server.stop());
    const url = configuration.databaseUrl ?? server?.url ?? '';
    const database = await openDatabase(url, { max: 16 });
    leaving.push(() => database.end());
    await migrate(database, [...eventStoreMigrations, ...privacyMigrations, ...interchangeMigrations]);
    const keyRing = await openKeyRing({ pool: database, home, masterKeyFile: configuration.masterKeyFile });
    const store = await PostgresEventStore.open({ url });
    leaving.push(() => store.close());
    const country = countryPack(configuration.country);
    const founded = await foundStore(store, { mode, country: country.code });
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
      catalogue,
      keyRing,
      country,
      verifier: verifierFor(configuration),
      ...(mode === 'demonstration' ? { users: demonstrationUsers } : {}),
      taken,
      died: server?.died ?? new Promise(() => undefined),
      leave,
    };
  } catch (error) {
    await leave();
    throw error;
  }
}

function verifierFor({ oidcIssuer, home }: Configuration): TokenVerifier {
  // the configuration refuses an issuer of a demonstration store
  if (oidcIssuer) return issuerVerifier(oidcIssuer);
  const pair = demonstrationKeyPair(home, true);
  if (!pair) throw new Error('the demonstration key pair was not made');
  return demonstrationVerifier(pair.publicKey);
}
