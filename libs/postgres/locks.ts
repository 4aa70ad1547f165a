import pg from 'pg';

/** Distinguishes our advisory locks from anybody else's in the database: the ASCII of "trkp". */
const lockClass = 0x74726b70;

/**
 * What at most one session at a time may do: to a projection, by its name; to an import, by its id; to a topic, by its
 * name; to the event store, when it is founded; what a subscriber does, by its name; to the periods of keys; to a user
 * who opens files in emergencies.
 */
export type LockPurpose =
  'run' | 'rebuild' | 'create' | 'import' | 'relay' | 'found' | 'subscribe' | 'rotate' | 'break-glass';

const key = (name: string, purpose: LockPurpose): [number, string] => [lockClass, `${purpose} ${name}`];

/** Takes a session lock if no other session has it. It is freed with the session, or when freed as often as taken. */
export async function tryLock(client: pg.ClientBase, name: string, purpose: LockPurpose): Promise<boolean> {
  const { rows } = await client.query<{ locked: boolean }>(
    'SELECT pg_try_advisory_lock($1, hashtext($2)) AS locked',
    key(name, purpose),
  );
  return rows[0]!.locked;
}

/** Frees a session lock that was taken once; one that is not held stays as it is. */
export async function freeLock(client: pg.ClientBase, name: string, purpose: LockPurpose): Promise<void> {
  await client.query('SELECT pg_advisory_unlock($1, hashtext($2))', key(name, purpose));
}

/** Waits for a lock that is freed at the end of the transaction. */
export async function lockForTransaction(client: pg.ClientBase, name: string, purpose: LockPurpose): Promise<void> {
  await client.query('SELECT pg_advisory_xact_lock($1, hashtext($2))', key(name, purpose));
}

/** A connection of our own to the pool's database, its TimeZone UTC, for as long as a lock is held on it. */
export async function dedicatedClient(pool: pg.Pool): Promise<pg.Client> {
  // the pool hides its password from spreading
  const client = new pg.Client({ ...pool.options, password: pool.options.password, keepAlive: true });
  // the loss shows at the next statement; without a listener it would end the process
  client.on('error', () => undefined);
  await client.connect();
  await client.query(`SET TimeZone = 'UTC'`);
  return client;
}
