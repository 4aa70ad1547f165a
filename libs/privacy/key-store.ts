import { Pool } from 'pg';
import type { Database } from '#postgres';

/** The role of the connections that read and write keys: it has the schema `tirek_keys` and nothing else. */
export const keeperRole = 'tirek_keeper';

/** Keys are read in batches and kept in memory: few connections do. */
const CONNECTIONS = 4;
/** SQLSTATE: the role is not there, or the user may not take it (PostgreSQL manual, appendix A). */
const NO_ROLE = new Set(['22023', '42501', '28000']);

/**
 * Connections to the keys of this database, in the role of the keeper of keys. Where the user of the database may not
 * take that role, and nobody made it for him, they are connections like the others. To be ended by whoever opened it.
 */
export async function openKeyStore(pool: Database): Promise<Database> {
  const kept = connections(pool, { options: `-c role=${keeperRole}` });
  try {
    await kept.query('SELECT');
    return kept;
  } catch (error) {
    await kept.end();
    if (!NO_ROLE.has((error as { code?: string }).code ?? '')) throw error;
    return connections(pool, {});
  }
}

function connections(pool: Database, special: { options?: string }): Database {
  const opened = new Pool({
    ...pool.options,
    ...special,
    // the pool hides its password from spreading
    password: pool.options.password,
    max: CONNECTIONS,
    application_name: 'tirek keys',
    allowExitOnIdle: true,
  });
  // the loss of an idle connection shows at the next query; without a listener it would end the process
  opened.on('error', () => undefined);
  return opened;
}
