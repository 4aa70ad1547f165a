import { Pool, TypeOverrides, types as standardTypes } from 'pg';
import { StartRefused } from './start-refused.js';

/** A pool of connections to the one database of this process. `bigint` columns arrive as numbers (safe up to 2^53). */
export type Database = Pool;

/** Injection token of it. */
export const DATABASE = Symbol('database');

const CONNECT_MS = 10_000;
const OLDEST_MAJOR = 15;

// on this pool only: types.setTypeParser would change it for the whole process
const types = new TypeOverrides();
types.setTypeParser(standardTypes.builtins.INT8, Number);

/**
 * Opens a pool and proves that it connects. `max`: connections at most.
 * Throws StartRefused, in a sentence without the password, when the server cannot be reached, refuses the user, lacks
 * the database, is older than PostgreSQL 15 or does not store UTF-8.
 */
export async function openDatabase(url: string, { max }: { max: number }): Promise<Database> {
  const pool = new Pool({
    connectionString: url,
    max,
    types,
    connectionTimeoutMillis: CONNECT_MS,
    application_name: 'tirek',
  });
  // Without a listener the loss of an idle connection would end the process. The pool drops that connection and opens
  // another at the next query, which fails for its caller to see if the server is still away.
  pool.on('error', () => undefined);
  try {
    await prove(pool, url);
    return pool;
  } catch (error) {
    await pool.end();
    throw error;
  }
}

async function prove(pool: Pool, url: string): Promise<void> {
  const { host, pathname } = new URL(url);
  const where = `the database ${decodeURIComponent(pathname.slice(1))} at ${host}`;
  try {
    const { rows } = await pool.query<{ version: number; encoding: string }>(
      `SELECT current_setting('server_version_num')::int AS version, current_setting('server_encoding') AS encoding`,
    );
    const { version, encoding } = rows[0]!;
    const major = Math.floor(version / 10_000);
    if (major < OLDEST_MAJOR) {
      throw new StartRefused(`Tirek needs PostgreSQL ${OLDEST_MAJOR} or newer; ${where} is on PostgreSQL ${major}.`);
    }
    if (encoding !== 'UTF8') throw new StartRefused(`Tirek needs a database in UTF8; ${where} is in ${encoding}.`);
  } catch (error) {
    if (error instanceof StartRefused) throw error;
    throw new StartRefused(sentence(where, error as Error & { code?: string }), { cause: error });
  }
}

/** SQLSTATE codes: PostgreSQL manual, appendix A. */
function sentence(where: string, { code, message }: Error & { code?: string }): string {
  switch (code) {
    case '28P01':
    case '28000':
      return `Tirek cannot open ${where}: the user name or the password is refused.`;
    case '3D000':
      return `Tirek cannot open ${where}: there is no such database.`;
    case '53300':
      return `Tirek cannot open ${where}: it has no connection left.`;
    default:
      return `Tirek cannot reach ${where} (${code ?? message}).`;
  }
}
