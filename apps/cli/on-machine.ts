import { exportSource, type ExportSource, type Notaries, openNotaries } from '#audit/integrity';
import type { Configuration } from '#configuration';
import { beginning, EventStoreUnavailable } from '#event-store';
import {
  type Database,
  hasDataFolder,
  holderOfHome,
  openDatabase,
  runningServerUrl,
  startEmbeddedServer,
  takeHome,
} from '#postgres';
import { openKeyRing } from '#privacy';
import { firstEventOf, openRecords, type Records } from '#service';
import { CannotDo } from './running-system.js';

/** How long the notary of a running system may need for what it has not linked yet: it is at most a second behind. */
const catchUpMs = 10_000;

/**
 * Works on the database of the installation from its own machine: that of DATABASE_URL, else the embedded one, which is
 * started where nobody runs it. Throws CannotDo, StartRefused.
 */
export async function onDatabase<T>(
  { home, databaseUrl }: Pick<Configuration, 'home' | 'databaseUrl'>,
  work: (databaseUrl: string) => Promise<T>,
): Promise<T> {
  if (databaseUrl !== undefined) return work(databaseUrl);
  if (holderOfHome(home)) {
    const running = runningServerUrl(home);
    if (running === undefined) throw new CannotDo(`Tirek on ${home} is starting or stopping; try again.`);
    return work(running);
  }
  const taken = takeHome(home);
  try {
    const server = await startEmbeddedServer({ home, onLog: () => undefined });
    try {
      return await work(server.url);
    } finally {
      await server.stop();
    }
  } finally {
    taken.release();
  }
}

/** The logs of the installation, each linked up to its end as far as the notary could. */
export interface OwnLogs {
  readonly database: Database;
  readonly notaries: Notaries;
  readonly source: ExportSource;
}

/** Works on the logs of the installation from its own machine. Throws CannotDo where there is none, StartRefused. */
export async function onOwnLogs<T>(configuration: Configuration, work: (logs: OwnLogs) => Promise<T>): Promise<T> {
  if (configuration.databaseUrl === undefined && !hasDataFolder(configuration.home)) throw noStore(configuration.home);
  return onDatabase(configuration, async (databaseUrl) => {
    await insistOnFounded(databaseUrl);
    const leaving = new AsyncDisposableStack();
    const over = new AbortController();
    let running: Promise<unknown> = Promise.resolve();
    try {
      // not what a start insists on: a history that is not as it was recorded is to be looked at, too
      const records = await openRecords(configuration, { databaseUrl, connections: 6 }, leaving);
      const { home, masterKeyFile, checkpointFolder } = configuration;
      const keyRing = await openKeyRing({ pool: records.database, home, masterKeyFile });
      leaving.defer(() => keyRing.close());
      const storeId = await firstEventOf(records.database);
      const notaries = await openNotaries({ ...records, keyRing, checkpointFolder, storeId });
      // before the wait: what is recorded from now on is left out, and so has no link too few
      const source = await sourceOf(records, notaries, configuration);
      const both = [notaries.events, notaries.reads];
      // beside those of a running system, which go first
      running = Promise.all(both.map((notary) => notary.run(over.signal)));
      await Promise.all(both.map((notary) => notary.catchesUp(catchUpMs)));
      return await work({ database: records.database, notaries, source });
    } catch (error) {
      if (error instanceof EventStoreUnavailable) throw new CannotDo('Tirek cannot reach the event store.');
      throw error;
    } finally {
      over.abort();
      await running;
      await leaving.disposeAsync();
    }
  });
}

const sourceOf = (
  { database, store, readLog }: Records,
  { storeId, publicKey }: Notaries,
  { eventStore }: Configuration,
): Promise<ExportSource> =>
  exportSource({
    database,
    storeId,
    key: publicKey,
    at: new Date().toISOString(),
    logs: [
      // a table may hold what stands before the beginning, where somebody put it
      { log: 'events', store, after: eventStore === 'postgres' ? Number.MIN_SAFE_INTEGER : beginning },
      { log: 'reads', store: readLog, after: Number.MIN_SAFE_INTEGER },
    ],
  });

/** Standing on an empty database would found a store. */
async function insistOnFounded(databaseUrl: string): Promise<void> {
  const database = await openDatabase(databaseUrl, { max: 1 });
  try {
    const { rows } = await database.query<{ founded: boolean }>(
      `SELECT to_regclass('tirek_service.event_store') IS NOT NULL AS founded`,
    );
    if (!rows[0]!.founded) throw noStore('this database');
  } finally {
    await database.end();
  }
}

const noStore = (where: string): CannotDo => new CannotDo(`There is no store of Tirek in ${where}.`);
