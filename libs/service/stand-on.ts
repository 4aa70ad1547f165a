import type { AccessOptions } from '#access';
import { nrmEvents } from '#casework';
import type { Configuration } from '#configuration';
import { countryPack } from '#country';
import { EventCatalogue, EventStoreUnavailable, foundStore, StoreFounded } from '#event-store';
import { Identity } from '#identity';
import { errorKind } from '#kernel';
import { logOf } from '#logging';
import { StartRefused } from '#postgres';
import { openKeyRing } from '#privacy';
import { accessFor } from './access-for.js';
import type { Ground } from './ground.js';
import { insistOnOneStore } from './one-store.js';
import { openRecords } from './records.js';

const logger = logOf('Start');

/** The ground, and how to leave it in order: every step of it, also where one fails; rejects afterwards. */
export interface StandingGround extends Ground {
  leave(): Promise<void>;
}

/**
 * Reaches PostgreSQL, migrates it, opens keys and event store, and checks that the store is of the mode and country asked
 * for. Any number of processes may do so at once, on an empty database too. `connections`: of the pool, at most.
 * Throws StartRefused with one sentence when something of it cannot be.
 */
export async function standOn(
  configuration: Configuration,
  machine: { readonly databaseUrl: string; readonly connections: number },
): Promise<StandingGround> {
  const { home, mode, quickExitUrl } = configuration;
  const leaving = new AsyncDisposableStack();
  try {
    const { database, store, readLog } = await openRecords(configuration, machine, leaving);
    const country = countryPack(configuration.country);
    const { founded, keyRing } = await insistOnOneStore(
      { database, store, inDatabase: configuration.eventStore === 'postgres' },
      async () => ({
        // first: what is sealed must be opened again, so there is no event without keys
        keyRing: await openKeyRing({
          pool: database,
          home,
          masterKeyFile: configuration.masterKeyFile,
          periodHours: configuration.keyPeriodHours,
        }),
        founded: await foundStore(store, { mode, country: country.code }),
      }),
    );
    leaving.defer(() => keyRing.close());
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
    const access = accessFor(configuration, { database, keyRing });
    // outside issuers have the accounts themselves
    const identity =
      configuration.oidcIssuer === undefined
        ? identityFor(configuration, access, { database, store, keyRing })
        : undefined;
    leaving.defer(async () => identity?.close());
    return {
      home,
      mode,
      quickExitUrl,
      database,
      store,
      readLog,
      checkpointFolder: configuration.checkpointFolder,
      ...(configuration.kafka ? { kafka: configuration.kafka } : {}),
      catalogue: new EventCatalogue([...nrmEvents, StoreFounded]),
      keyRing,
      country,
      access,
      ...(identity ? { identity } : {}),
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

function identityFor(
  { publicUrl, mode }: Configuration,
  { members }: AccessOptions,
  { database, store, keyRing }: Pick<Ground, 'database' | 'store' | 'keyRing'>,
): Identity {
  return new Identity({
    database,
    store,
    key: keyRing.derive('identity'),
    publicUrl,
    demonstration: mode === 'demonstration',
    members,
    log: logOf('Identity'),
  });
}
