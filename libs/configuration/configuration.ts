import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { join, resolve } from 'node:path';
import { type Role, roles } from '#nrm/codes';

const MODES = ['demonstration', 'production'] as const;
const COUNTRIES = ['kg', 'tj'] as const;
const LOG_LEVELS = ['silent', 'fatal', 'error', 'warn', 'info', 'debug'] as const;
const EVENT_STORES = ['postgres', 'eventstoredb'] as const;
const TRANSPORTS = ['in-process', 'kafka'] as const;

/** How Kafka is reached, and what the topic is made like when it is missing. */
export interface KafkaConfiguration {
  readonly brokers: readonly string[];
  readonly topic: string;
  /** Of a topic that is made; must not change afterwards: the order of a case's events hangs on it. */
  readonly partitions: number;
  readonly replication: number;
  readonly retentionHours: number;
  readonly tls: boolean;
  /** SASL SCRAM-SHA-512; undefined: none. */
  readonly credentials: { readonly username: string; readonly password: string } | undefined;
}

/** How an outside OpenID Connect issuer is asked, and where its access tokens say what. */
export interface OidcConfiguration {
  /** Under which name browsers sign in there. */
  readonly clientId: string;
  /** Undefined: a public client. */
  readonly clientSecret: string | undefined;
  readonly claims: {
    readonly audience: string;
    /** The claims with the organisation and the roles: a name, or the way to it with full stops between. */
    readonly organisation: string;
    readonly roles: string;
    /** Its names of roles and ours; undefined: it calls them as we do. */
    readonly roleMap?: ReadonlyMap<string, Role>;
  };
  /** What says that a second factor was shown, any of them. */
  readonly secondFactor: readonly { readonly claim: 'acr' | 'amr'; readonly value: string }[];
}

/** What the topic is like unless the environment says otherwise. */
export const TOPIC_DEFAULTS = { topic: 'tirek.nrm', partitions: 6, replication: 1, retentionHours: 168 } as const;

/** What the environment says, checked and with its defaults. Paths are absolute. */
export interface Configuration {
  /** The address to listen on. */
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
  readonly home: string;
  readonly mode: (typeof MODES)[number];
  /** Undefined: the embedded PostgreSQL. */
  readonly databaseUrl: string | undefined;
  readonly eventStore: (typeof EVENT_STORES)[number];
  /** Only and always there with `eventStore: 'eventstoredb'`. */
  readonly eventStoreDbUrl: string | undefined;
  readonly transport: (typeof TRANSPORTS)[number];
  /** Only and always there with `transport: 'kafka'`. */
  readonly kafka: KafkaConfiguration | undefined;
  /** Undefined: none outside. */
  readonly oidcIssuer: string | undefined;
  readonly oidc: OidcConfiguration;
  /** For how many minutes a second factor counts. */
  readonly secondFactorMinutes: number;
  /** Where browsers reach this installation, without a slash at the end. */
  readonly publicUrl: string;
  readonly masterKeyFile: string;
  /** How long a key period lasts: after it, what was erased in it cannot be opened in any backup either. */
  readonly keyPeriodHours: number;
  /** Where signed checkpoints are kept outside the database. */
  readonly checkpointFolder: string;
  /** Requests a minute that one process answers: of one caller, and from one network address. */
  readonly limits: { readonly callerPerMinute: number; readonly addressPerMinute: number };
  /** Origins of other sites whose scripts may call the API. */
  readonly corsOrigins: readonly string[];
  /** Where a page goes at once when somebody must not be seen with it; by https. */
  readonly quickExitUrl: string;
  /** Proxies in front, whose word on where a request came from counts: addresses, networks, `loopback`, `uniquelocal`. */
  readonly trustedProxies: readonly string[];
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

/** An origin (RFC 6454) as a browser sends it: no path, not everybody, and nothing that others could listen in on. */
const isOrigin = (text: string): boolean =>
  URL.canParse(text) && new URL(text).origin === text && isPrivate(new URL(text));

/** Pairs as `a=b,c=d` or as a JSON object of texts; undefined when they are neither. */
function pairsIn(text: string): [string, string][] | undefined {
  if (text.startsWith('{')) {
    try {
      const pairs = Object.entries(JSON.parse(text) as object);
      return pairs.every((pair): pair is [string, string] => typeof pair[1] === 'string') ? pairs : undefined;
    } catch {
      // not JSON: whoever asked says so
      return undefined;
    }
  }
  const pairs = text
    .split(',')
    .map((pair) => pair.trim())
    .filter(Boolean)
    .map((pair) => pair.split(/=(.*)/s, 2).map((part) => part.trim()));
  return pairs.every((pair): pair is [string, string] => Boolean(pair[0] && pair[1])) ? pairs : undefined;
}

/** What Fastify's `trustProxy` understands. */
const isProxy = (text: string): boolean => {
  const [address = '', length] = text.split('/');
  const most = isIP(address) === 6 ? 128 : 32;
  const isNetwork = length === undefined || (/^\d{1,3}$/.test(length) && Number(length) <= most);
  return ['loopback', 'linklocal', 'uniquelocal'].includes(text) || (isIP(address) !== 0 && isNetwork);
};

/** Whether a host to listen on is reached from this machine only. */
export const isLoopback = (host: string): boolean => ['127.0.0.1', 'localhost', '::1'].includes(host);

/**
 * Reads the variables listed in the README. An empty variable counts as unset. A secret (DATABASE_URL, EVENTSTOREDB_URL,
 * KAFKA_PASSWORD) may lie in a file that the variable with `_FILE` behind its name points to; that one must not be empty.
 * Throws ConfigurationError naming every wrong variable at once; values that may carry a password are never repeated.
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

  const numberOf = (name: string, byDefault: number, least: number, most: number, hint = ''): number => {
    const value = given(name) ?? String(byDefault);
    const number = /^\d{1,6}$/.test(value) ? Number(value) : Number.NaN;
    if (number >= least && number <= most) return number;
    problems.push(`${name} is "${value}"; it must be a whole number from ${least}${hint} to ${most}.`);
    return byDefault;
  };

  const secretOf = (name: string): string | undefined => {
    const file = given(`${name}_FILE`);
    if (file === undefined) return given(name);
    if (given(name) !== undefined) problems.push(`${name} and ${name}_FILE are both set; leave one of them unset.`);
    try {
      const secret = readFileSync(file, 'utf8').trim();
      if (secret !== '') return secret;
      problems.push(`${name}_FILE points to an empty file.`);
      return undefined;
    } catch (error) {
      problems.push(`${name}_FILE cannot be read (${(error as NodeJS.ErrnoException).code}).`);
      return undefined;
    }
  };

  const urlOf = (name: string, protocols: readonly string[], value = given(name)): string | undefined => {
    if (value === undefined || (URL.canParse(value) && protocols.includes(new URL(value).protocol))) return value;
    problems.push(`${name} must be a URL that begins with ${protocols.map((one) => `${one}//`).join(' or ')}.`);
    return undefined;
  };

  const listOf = (name: string, fits: (item: string) => boolean, what: string): readonly string[] => {
    const items = (given(name) ?? '').split(',').map((item) => item.trim());
    const named = items.filter(Boolean);
    if (!named.every(fits)) problems.push(`${name} must be ${what}.`);
    return named;
  };

  const kafkaOf = (): KafkaConfiguration => {
    const brokers = (given('KAFKA_BROKERS') ?? '').split(',').map((one) => one.trim());
    if (!brokers.every((one) => /^[^\s:/@]+:\d{1,5}$/.test(one))) {
      problems.push('TRANSPORT=kafka needs KAFKA_BROKERS: host:port, or several with a comma between.');
    }
    const topic = given('KAFKA_TOPIC') ?? TOPIC_DEFAULTS.topic;
    if (!/^[a-zA-Z0-9._-]{1,200}$/.test(topic) || /^\.{1,2}$/.test(topic)) {
      problems.push('KAFKA_TOPIC must be 1 to 200 letters, digits, full stops, hyphens and underscores.');
    }
    const username = given('KAFKA_USERNAME');
    const password = secretOf('KAFKA_PASSWORD');
    if ((username === undefined) !== (password === undefined)) {
      problems.push('KAFKA_USERNAME and KAFKA_PASSWORD (or KAFKA_PASSWORD_FILE) go together.');
    }
    return {
      brokers,
      topic,
      partitions: numberOf('KAFKA_PARTITIONS', TOPIC_DEFAULTS.partitions, 1, 1_000),
      replication: numberOf('KAFKA_REPLICATION', TOPIC_DEFAULTS.replication, 1, 9),
      retentionHours: numberOf('KAFKA_RETENTION_HOURS', TOPIC_DEFAULTS.retentionHours, 1, 87_600),
      tls: oneOf('KAFKA_TLS', ['false', 'true'], 'false') === 'true',
      credentials: username !== undefined && password !== undefined ? { username, password } : undefined,
    };
  };

  const publicUrlOf = (port: number): string => {
    const value = given('PUBLIC_URL') ?? `http://127.0.0.1:${port}`;
    if (isOrigin(value)) return value;
    problems.push(
      'PUBLIC_URL must be an address like https://tirek.example, without a path; http:// on this machine only.',
    );
    return value;
  };

  const roleMapOf = (): ReadonlyMap<string, Role> | undefined => {
    const value = given('OIDC_ROLE_MAP');
    if (value === undefined) return undefined;
    const pairs = pairsIn(value);
    const known = pairs?.filter((pair): pair is [string, Role] => roles.some((role) => role === pair[1]));
    if (pairs && known?.length === pairs.length) return new Map(known);
    problems.push(
      `OIDC_ROLE_MAP must be pairs like "officers=police-officer,chiefs=police-supervisor", or the same as a JSON object; ours are ${roles.join(', ')}.`,
    );
    return undefined;
  };

  const oidcOf = (): OidcConfiguration => {
    const roleMap = roleMapOf();
    const secondFactor = pairsIn(given('OIDC_SECOND_FACTOR') ?? 'acr=urn:tirek:second-factor');
    if (!secondFactor?.every(([claim]) => claim === 'acr' || claim === 'amr')) {
      problems.push(
        'OIDC_SECOND_FACTOR must be a value of acr or amr, or several with a comma between: acr=2,amr=otp.',
      );
    }
    return {
      clientId: given('OIDC_CLIENT_ID') ?? 'tirek-web',
      clientSecret: secretOf('OIDC_CLIENT_SECRET'),
      claims: {
        audience: given('OIDC_AUDIENCE') ?? 'tirek',
        organisation: given('OIDC_ORGANISATION_CLAIM') ?? 'organisation',
        roles: given('OIDC_ROLES_CLAIM') ?? 'roles',
        ...(roleMap ? { roleMap } : {}),
      },
      secondFactor: (secondFactor ?? []).map(([claim, value]) => ({ claim: claim as 'acr' | 'amr', value })),
    };
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
  const host = given('HOST') ?? '127.0.0.1';
  if (!isLoopback(host) && mode === 'demonstration') {
    problems.push('HOST is for TIREK_MODE=production; a demonstration store listens on this machine only.');
  }
  if (!isLoopback(host) && mode === 'production' && !given('OIDC_ISSUER') && !given('PUBLIC_URL')) {
    problems.push(
      'PUBLIC_URL is needed where people sign in here from other machines, for example https://tirek.example.',
    );
  }
  const eventStore = oneOf('EVENT_STORE', EVENT_STORES, 'postgres');
  const eventStoreDbUrl =
    eventStore === 'eventstoredb'
      ? urlOf('EVENTSTOREDB_URL', ['esdb:', 'esdb+discover:'], secretOf('EVENTSTOREDB_URL'))
      : undefined;
  if (eventStore === 'eventstoredb' && !given('EVENTSTOREDB_URL') && !given('EVENTSTOREDB_URL_FILE')) {
    problems.push('EVENT_STORE=eventstoredb needs EVENTSTOREDB_URL, for example esdb://localhost:2113?tls=false.');
  }
  const transport = oneOf('TRANSPORT', TRANSPORTS, 'in-process');
  const port = numberOf('PORT', 3000, 0, 65_535, ' (any free port)');
  const configuration: Configuration = {
    host,
    port,
    home,
    mode,
    databaseUrl: urlOf('DATABASE_URL', ['postgres:', 'postgresql:'], secretOf('DATABASE_URL')),
    eventStore,
    eventStoreDbUrl,
    transport,
    kafka: transport === 'kafka' ? kafkaOf() : undefined,
    oidcIssuer,
    oidc: oidcOf(),
    secondFactorMinutes: numberOf('SECOND_FACTOR_MINUTES', 15, 1, 720),
    publicUrl: publicUrlOf(port),
    masterKeyFile: resolve(given('TIREK_MASTER_KEY_FILE') ?? join(home, 'keys', 'master.key')),
    keyPeriodHours: numberOf('KEY_PERIOD_HOURS', 24, 1, 720),
    checkpointFolder: resolve(given('CHECKPOINT_DIR') ?? join(home, 'checkpoints')),
    limits: {
      callerPerMinute: numberOf('RATE_LIMIT_CALLER', 600, 1, 999_999),
      addressPerMinute: numberOf('RATE_LIMIT_ADDRESS', 3_000, 1, 999_999),
    },
    corsOrigins: listOf('CORS_ORIGINS', isOrigin, 'origins like https://portal.example, with a comma between'),
    quickExitUrl: urlOf('QUICK_EXIT_URL', ['https:'], given('QUICK_EXIT_URL') ?? 'https://www.wikipedia.org/') ?? '',
    trustedProxies: listOf(
      'TRUSTED_PROXIES',
      isProxy,
      'addresses, networks like 10.0.0.0/8, loopback, linklocal or uniquelocal, with a comma between',
    ),
    country: oneOf('COUNTRY', COUNTRIES, 'kg'),
    logLevel: oneOf('TIREK_LOG_LEVEL', LOG_LEVELS, 'warn'),
  };
  if (problems.length > 0) throw new ConfigurationError(problems);
  return Object.freeze(configuration);
}
