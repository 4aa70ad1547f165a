import type { Configuration } from '#configuration';
import { startEmbeddedServer, takeHome } from '#postgres';
import type { Machine } from '#service';

/**
 * Takes the data folder for this process alone, and starts the embedded PostgreSQL on it unless DATABASE_URL names
 * another. Throws StartRefused with one sentence when that cannot be.
 */
export async function ownMachine({ home, databaseUrl }: Configuration): Promise<Machine> {
  const taken = takeHome(home);
  try {
    const server = databaseUrl === undefined ? await startEmbeddedServer({ home, onLog: () => undefined }) : undefined;
    return {
      databaseUrl: databaseUrl ?? server!.url,
      connections: 16,
      died: server?.died,
      announce: (url) => taken.announce(url),
      async release() {
        await server?.stop();
        taken.release();
      },
    };
  } catch (error) {
    taken.release();
    throw error;
  }
}
