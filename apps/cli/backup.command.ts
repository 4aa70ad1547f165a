import { backUp, BackupRefused, type Manifest, restore } from '#backup';
import { type ExportableLog, exportInParts, exportSource, lastCheckpointOf, verify } from '#audit/integrity';
import type { Configuration } from '#configuration';
import { PostgresEventStore, readsLog } from '#event-store';
import { type Database, openDatabase } from '#postgres';
import { migrations } from '#service';
import { signBoth } from './checkpoint.command.js';
import { onDatabase, onOwnLogs } from './on-machine.js';
import { progressBar, withProgress } from './progress.js';
import { CannotDo } from './running-system.js';
import { verdictReport } from './verify.command.js';

/** Saves the database of the installation to a new folder, while it works on. Returns the exit code. */
export async function makeBackup(folder: string, configuration: Configuration): Promise<number> {
  const manifest = await onOwnLogs(configuration, async ({ database, notaries }) => {
    // what is in it can then be proven; what cannot be is to be saved all the same
    await signBoth(notaries).catch((error: unknown) => {
      if (!(error instanceof CannotDo)) throw error;
      process.stderr.write(`${error.message}\n`);
    });
    return saying(() => withBar((onTable) => backUp(folder, database, onTable)));
  });
  say(
    `${sizeOf(manifest)} saved to ${folder}. No key is in it: keep those of TIREK_HOME/keys apart from it, and safe.`,
  );
  if (configuration.eventStore === 'eventstoredb') {
    say('The events themselves are in EventStoreDB: back that up BEFORE this database, never after it.');
  }
  return 0;
}

/** Puts a backup into an empty database and proves that it is whole. Returns the exit code. */
export async function restoreBackup(folder: string, configuration: Configuration): Promise<number> {
  return onDatabase(configuration, async (databaseUrl) => {
    const database = await openDatabase(databaseUrl, { max: 2 });
    try {
      const manifest = await saying(() => withBar((onTable) => restore(folder, database, migrations, onTable)));
      say(`${sizeOf(manifest)} of ${manifest.madeAt} restored.`);
      const isWhole = await prove(database, databaseUrl, configuration);
      say('Put the keys of this store into TIREK_HOME/keys before you start it: they are in no backup.');
      return isWhole ? 0 : 1;
    } finally {
      await database.end();
    }
  });
}

/**
 * Checks the chains of what was restored, up to where the notary had come; it goes on from there at the next start.
 * Events that are in EventStoreDB are not among it.
 */
async function prove(database: Database, url: string, { eventStore }: Configuration): Promise<boolean> {
  const checkpoint = await lastCheckpointOf(database, 'events');
  if (checkpoint === undefined) throw new CannotDo('The backup holds no checkpoint: nothing in it can be proven.');
  await using stores = new AsyncDisposableStack();
  const open = async (log?: typeof readsLog): Promise<PostgresEventStore> => {
    const store = await PostgresEventStore.open({ url, ...(log ? { log } : {}) });
    stores.defer(() => store.close());
    return store;
  };
  const { key, storeId } = checkpoint;
  const logs: ExportableLog[] = [{ log: 'reads', store: await open(readsLog), after: Number.MIN_SAFE_INTEGER }];
  if (eventStore === 'postgres') logs.unshift({ log: 'events', store: await open(), after: Number.MIN_SAFE_INTEGER });
  const source = await exportSource(
    {
      database,
      storeId,
      key,
      at: new Date().toISOString(),
      logs,
    },
    { linkedOnly: true },
  );
  const verdict = await verify(() => withProgress(exportInParts(source)), {
    checkpoints: [],
    logs: logs.map(({ log }) => log),
  });
  for (const line of verdictReport(verdict)) say(line);
  return verdict.logs.every(({ finding }) => finding === undefined);
}

async function withBar<T>(work: (onTable: (done: number, of: number) => void) => Promise<T>): Promise<T> {
  const bar = progressBar();
  bar.start(1, 0);
  try {
    return await work((done, of) => {
      bar.setTotal(of);
      bar.update(done);
    });
  } finally {
    bar.stop();
  }
}

/** Says a refusal as the command line does. */
async function saying<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof BackupRefused) throw new CannotDo(error.message, { cause: error });
    throw error;
  }
}

const sizeOf = ({ tables }: Manifest): string => {
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  return `${tables.length} tables with ${rows} rows`;
};

const say = (line: string): void => void process.stdout.write(`${line}\n`);
