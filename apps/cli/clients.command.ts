import { RecordedMembers, type Role, roles, type Scope, scopes } from '#access';
import type { Configuration } from '#configuration';
import { Clients, type MachineClient } from '#identity';
import { isUuid } from '#kernel';
import { openDatabase, type Database } from '#postgres';
import { onDatabase } from './on-machine.js';
import { CannotDo } from './running-system.js';
import { tableOf } from './table.js';

/** What was typed to register a system. */
export interface ClientOptions {
  readonly organisation: string;
  /** With a comma between. */
  readonly roles: string;
  readonly scopes: string;
}

/** The system that was typed. Throws CannotDo with one sentence about what is wrong. */
export function clientFrom(clientId: string, options: ClientOptions): MachineClient {
  if (!/^[a-z0-9][a-z0-9.-]{2,60}$/.test(clientId) || clientId === 'tirek-web') {
    throw new CannotDo('A name has 3 to 61 small letters, digits, full stops and hyphens, and is not tirek-web.');
  }
  if (!isUuid(options.organisation)) throw new CannotDo('--organisation is the id of an organisation.');
  const listed = <T extends string>(text: string, known: readonly T[], option: string): T[] => {
    const named = [...new Set(text.split(',').map((one) => one.trim()))];
    const found = known.filter((one) => named.includes(one));
    if (found.length === 0 || found.length !== named.length) {
      throw new CannotDo(`${option} takes, with a comma between: ${known.join(', ')}.`);
    }
    return found;
  };
  return {
    clientId,
    organisationId: options.organisation.toLowerCase(),
    roles: listed<Role>(options.roles, roles, '--roles'),
    scopes: listed<Scope>(options.scopes, scopes, '--scopes'),
  };
}

/** Registers another system and prints its secret, this once. Returns the exit code. */
export async function addClient(name: string, options: ClientOptions, configuration: Configuration): Promise<number> {
  const client = clientFrom(name, options);
  const secret = await onIdentity(configuration, (database) => clientsOf(database).add(client, 'tirek clients'));
  if (secret === undefined) throw new CannotDo(`A system called ${name} is registered already; remove it first.`);
  process.stdout.write(`${secret}\n`);
  process.stderr.write(`This is the secret of ${name}. It is not shown again, and nobody can look it up.\n`);
  return 0;
}

/** Prints the systems that are registered. Returns the exit code. */
export async function listClients(configuration: Configuration): Promise<number> {
  const all = await onIdentity(configuration, (database) => clientsOf(database).list());
  const rows = all.map(({ clientId, organisationId, roles: theirs, scopes: allowed }) => [
    clientId,
    organisationId,
    theirs.join(', '),
    allowed.join(', '),
  ]);
  const lines =
    rows.length === 0 ? ['No other system is registered.'] : tableOf(['NAME', 'ORGANISATION', 'ROLES', 'SCOPES'], rows);
  process.stdout.write(`${lines.join('\n')}\n`);
  return 0;
}

/** Takes a system's access away. Returns the exit code. */
export async function removeClient(name: string, configuration: Configuration): Promise<number> {
  const removed = await onIdentity(configuration, (database) => clientsOf(database).remove(name));
  if (!removed) throw new CannotDo(`No system is called ${name}.`);
  process.stdout.write(`${name} gets no more tokens, and those it has are refused within ten seconds.\n`);
  return 0;
}

const clientsOf = (database: Database): Clients => new Clients(database, new RecordedMembers(database, true));

/** Works on the accounts of the installation, from its own machine. Throws CannotDo where another issuer has them. */
export async function onIdentity<T>(
  configuration: Configuration,
  work: (database: Database) => Promise<T>,
): Promise<T> {
  if (configuration.oidcIssuer !== undefined) {
    throw new CannotDo('OIDC_ISSUER names another issuer: accounts and systems are registered there.');
  }
  return onDatabase(configuration, async (databaseUrl) => {
    const database = await openDatabase(databaseUrl, { max: 1 });
    try {
      const { rows } = await database.query<{ there: boolean }>(
        `SELECT to_regclass('tirek_identity.clients') IS NOT NULL AS there`,
      );
      if (!rows[0]!.there) throw new CannotDo('There is no store of Tirek yet: start it once, then try again.');
      return await work(database);
    } finally {
      await database.end();
    }
  });
}
