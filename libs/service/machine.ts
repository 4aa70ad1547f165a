import type { Configuration } from '#configuration';
import { StartRefused } from '#postgres';

/** What a process has of the machine it runs on. */
export interface Machine {
  readonly databaseUrl: string;
  /** Connections to it that the process may open beside those of the event store. */
  readonly connections: number;
  /** Resolves with a sentence when something of it ends without having been told to. */
  readonly died?: Promise<string>;
  /** Tells other programs on the machine where this one answers. */
  announce?(url: string): void;
  /** Gives it back, when everything that used it has stopped. */
  release?(): Promise<void>;
}

/**
 * Of the pool. Beside it a process has up to 4 connections for keys, 5 for the log of reads, 5 for events that are in
 * PostgreSQL, and one for each projection and each process that follows the events: at most 40 in casework and 27 in each
 * other service. PostgreSQL allows 100 unless it is told otherwise (max_connections).
 */
const connections = 10;

/**
 * The machine of one service among several: it has nothing there of its own, and shares a database that somebody else
 * runs. Throws StartRefused when none is named.
 */
export async function sharedMachine({ databaseUrl }: Configuration): Promise<Machine> {
  if (databaseUrl !== undefined) return { databaseUrl, connections };
  throw new StartRefused(
    'A service on its own needs DATABASE_URL: it shares its database with the others. npm start brings one along.',
  );
}
