import { join, resolve } from 'node:path';

const MODES = ['demonstration', 'production'] as const;
const COUNTRIES = ['kg', 'tj'] as const;
const LOG_LEVELS = ['silent', 'fatal', 'error', 'warn', 'info', 'debug'] as const;
const EVENT_STORES = ['postgres'] as const;
const TRANSPORTS = ['in-process'] as const;

/** What the environment says, checked and with its defaults. Paths are absolute. */
export interface Configuration {
  /** 0: any free port. */
  readonly port: number;
  readonly home: string;
  readonly mode: (typeof MODES)[number];
  /** Undefined: the embedded PostgreSQL. */
  readonly databaseUrl: string | undefined;
  readonly eventStore: (typeof EVENT_STORES)[number];
  readonly transport: (typeof TRANSPORTS)[number];
  readonly oidcIssuer: string | undefined;
  readonly masterKeyFile: string;
  readonly country: (typeof COUNTRIES)[number];
  readonly logLevel: (typeof LOG_LEVELS)[number];
}

/** The environment is wrong. `problems` has one sentence per wrong variable; the message is all of them, a line each. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';

  constructor(readonly problems: readonly string[]) {
    super(problems.join('\n'));
  }
}

/** Whether nobody can listen in, or answer instead: by TLS, or on this machine. */
const isPrivate = ({ protocol, hostname }: URL): boolean =>
  protocol === 'https:' || ['localhost', '127.0.0.1', '[::1]'].includes(hostname);

/**
 * Reads the variables listed in the README. An empty variable counts as unset.
 * Throws ConfigurationError naming every wrong variable at once; the values of DATABASE_URL and OIDC_ISSUER, which may
 * carry a password, are never repeated in it.
 */
export function readConfiguration(env: Readonly<Record<string, string | undefined>>): Configuration {
  const problems: string[] = [];
  const given = (name: string): string | undefined => env[name]?.trim() || undefined;

  const oneOf = <T extends string>(name: string, allowed: readonly T[], byDefault: T): T => {
    const value = given(name) ?? byDefault;
    const known = allowed.find((one) => one === value);
    if (known === undefined) problems.push(`${name} is "${value}"; it must be ${allowed.join(', ')}.`);
    return known ?? byDefault;
  };

  const portOf = (name: string, byDefault: number): number => {
    const value = given(name) ?? String(byDefault);
    const port = /^\d{1,5}$/.test(value) ? Number(value) : Number.NaN;
    if (port <= 65535) return port;
    problems.push(`${name} is "${value}"; it must be a whole number from 0 (any free port) to 65535.`);
    return byDefault;
  };

  const urlOf = (name: string, protocols: readonly string[]): string | undefined => {
    const value = given(name);
    if (value === undefined || (URL.canParse(value) && protocols.includes(new URL(value).protocol))) return value;
    problems.push(`${name} must be a URL that begins with ${protocols.map((one) => `${one}//`).join(' or ')}.`);
    return undefined;
  };

  const later = (name: string, option: string): boolean => {
    if (given(name) !== option) return false;
    problems.push(`${name}=${option} comes in a later version of Tirek; leave ${name} unset.`);
    return true;
  };

  const home = resolve(given('TIREK_HOME') ?? '.tirek');
  const mode = oneOf('TIREK_MODE', MODES, 'demonstration');
  const oidcIssuer = urlOf('OIDC_ISSUER', ['https:', 'http:']);
  if (oidcIssuer !== undefined && mode === 'demonstration') {
    problems.push('OIDC_ISSUER is for TIREK_MODE=production; a demonstration store accepts no outside issuer.');
  }
  if (oidcIssuer !== undefined && !isPrivate(new URL(oidcIssuer))) {
    problems.push("OIDC_ISSUER must begin with https://: keys fetched in clear could be anybody's.");
  }
  const configuration: Configuration = {
    port: portOf('PORT', 3000),
    home,
    mode,
    databaseUrl: urlOf('DATABASE_URL', ['postgres:', 'postgresql:']),
    eventStore: later('EVENT_STORE', 'eventstoredb') ? 'postgres' : oneOf('EVENT_STORE', EVENT_STORES, 'postgres'),
    transport: later('TRANSPORT', 'kafka') ? 'in-process' : oneOf('TRANSPORT', TRANSPORTS, 'in-process'),
    oidcIssuer,
    masterKeyFile: resolve(given('TIREK_MASTER_KEY_FILE') ?? join(home, 'keys', 'master.key')),
    country: oneOf('COUNTRY', COUNTRIES, 'kg'),
    logLevel: oneOf('TIREK_LOG_LEVEL', LOG_LEVELS, 'warn'),
  };
  if (problems.length > 0) throw new ConfigurationError(problems);
  return Object.freeze(configuration);
}
