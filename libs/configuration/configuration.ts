import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

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
  const eventStore = oneOf('EVENT_STORE', EVENT_STORES, 'postgres');
  const eventStoreDbUrl =
    eventStore === 'eventstoredb'
      ? urlOf('EVENTSTOREDB_URL', ['esdb:', 'esdb+discover:'], secretOf('EVENTSTOREDB_URL'))
      : undefined;
  if (eventStore === 'eventstoredb' && !given('EVENTSTOREDB_URL') && !given('EVENTSTOREDB_URL_FILE')) {
    problems.push('EVENT_STORE=eventstoredb needs EVENTSTOREDB_URL, for example esdb://localhost:2113?tls=false.');
  }
  const transport = oneOf('TRANSPORT', TRANSPORTS, 'in-process');
  const configuration: Configuration = {
    host,
    port: numberOf('PORT', 3000, 0, 65_535, ' (any free port)'),
    home,
    mode,
    databaseUrl: urlOf('DATABASE_URL', ['postgres:', 'postgresql:'], secretOf('DATABASE_URL')),
    eventStore,
    eventStoreDbUrl,
    transport,
    kafka: transport === 'kafka' ? kafkaOf() : undefined,
    oidcIssuer,
    masterKeyFile: resolve(given('TIREK_MASTER_KEY_FILE') ?? join(home, 'keys', 'master.key')),
    country: oneOf('COUNTRY', COUNTRIES, 'kg'),
    logLevel: oneOf('TIREK_LOG_LEVEL', LOG_LEVELS, 'warn'),
  };
  if (problems.length > 0) throw new ConfigurationError(problems);
  return Object.freeze(configuration);
}
