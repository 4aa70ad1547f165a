import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { demonstrationKeyPair, demonstrationToken, demonstrationUsers } from '#access';
import { freePort } from '../../test/support/ports.js';
import { startServer, type Server } from './server.js';

/** The product as it is started, on a database of the benchmark. */
export interface Tirek extends Server {
  /** Its data folder. */
  readonly home: string;
  /** Headers of a write by a demonstration user, with a new Idempotency-Key. */
  headers(user: string): Promise<Record<string, string>>;
}

/** Starts `entry`: the whole product, or `bench/support/casework-server.ts` with its arguments. */
export async function startTirek(
  databaseUrl: string,
  entry = 'dist/apps/tirek/main.js',
  ...args: string[]
): Promise<Tirek> {
  const home = mkdtempSync(join(tmpdir(), 'tirek-bench-home-'));
  const server = await startServer(['--import', './test/support/typescript.mjs', entry, ...args], {
    DATABASE_URL: databaseUrl,
    TIREK_HOME: home,
    // an address that browsers are told beforehand
    PORT: await freePort(),
    // one caller does here what a country does
    RATE_LIMIT_CALLER: '999999',
    RATE_LIMIT_ADDRESS: '999999',
  });
  const keys = demonstrationKeyPair(home, false);
  if (!keys) throw new Error('the demonstration store has no key pair');
  const tokens = new Map<string, string>();
  return {
    url: server.url,
    home,
    async stop() {
      await server.stop();
      rmSync(home, { recursive: true, force: true });
    },
    async headers(user) {
      const caller = demonstrationUsers.find((known) => known.user === user);
      if (!caller) throw new Error(`no demonstration user is called ${user}`);
      const token = tokens.get(user) ?? (await demonstrationToken(caller, keys.privateKey));
      tokens.set(user, token);
      return { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'idempotency-key': randomUUID() };
    },
  };
}

/** A presumed victim as an officer logs her: about 600 bytes, five sealed fields. */
export const intake = () => ({
  caseId: randomUUID(),
  entryChannel: 'Police',
  identifiedOn: '2026-11-01',
  region: 'KG-GO',
  ageGroup: 'Adult',
  gender: 'Feminine',
  citizenships: ['KG'],
  exploitation: ['ForcedLabour'],
  countriesOfExploitation: ['TR'],
  person: { name: 'Invented Name', birthDate: '1999-02-11', phone: '+996700000001' },
  narrative:
    'An invented narrative of about two hundred characters, as an officer would write it at night on a telephone: ' +
    'where she was, who took the papers, which wages were withheld and for how long.',
});
