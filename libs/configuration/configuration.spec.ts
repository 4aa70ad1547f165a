import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';
import { ConfigurationError, readConfiguration } from './index.js';

const problemsOf = (env: Record<string, string>): readonly string[] => {
  try {
    readConfiguration(env);
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems;
    throw error;
  }
  return [];
};

describe('configuration', () => {
  it('has a default for everything', () => {
    const configuration = readConfiguration({});
    expect(configuration).toEqual({
      host: '127.0.0.1',
      port: 3000,
      home: resolve('.tirek'),
      mode: 'demonstration',
      databaseUrl: undefined,
      eventStore: 'postgres',
      eventStoreDbUrl: undefined,
      transport: 'in-process',
      kafka: undefined,
      oidcIssuer: undefined,
      oidc: {
        clientId: 'tirek-web',
        clientSecret: undefined,
        claims: { audience: 'tirek', organisation: 'organisation', roles: 'roles' },
        secondFactor: [{ claim: 'acr', value: 'urn:tirek:second-factor' }],
      },
      secondFactorMinutes: 15,
      publicUrl: 'http://127.0.0.1:3000',
      masterKeyFile: join(resolve('.tirek'), 'keys', 'master.key'),
      keyPeriodHours: 24,
      checkpointFolder: join(resolve('.tirek'), 'checkpoints'),
      limits: { callerPerMinute: 600, addressPerMinute: 3_000 },
      corsOrigins: [],
      quickExitUrl: 'https://www.wikipedia.org/',
      trustedProxies: [],
      country: 'kg',
      logLevel: 'warn',
    });
    expect(Object.isFrozen(configuration)).toBe(true);
  });

  it('takes what is set, and an empty variable as unset', () => {
    const configuration = readConfiguration({
      PORT: '0',
      TIREK_HOME: 'data',
      TIREK_MODE: 'production',
      DATABASE_URL: 'postgresql://tirek@db.example/tirek',
      OIDC_ISSUER: 'https://id.example/realm',
      COUNTRY: 'tj',
      TIREK_LOG_LEVEL: '',
    });
    expect(configuration).toMatchObject({ port: 0, mode: 'production', country: 'tj', logLevel: 'warn' });
    expect(isAbsolute(configuration.home)).toBe(true);
    expect(configuration.masterKeyFile).toBe(join(resolve('data'), 'keys', 'master.key'));
  });

  it.each(['-1', '65536', '3000.5', '0x50', 'http'])('refuses the port %s', (PORT) => {
    expect(problemsOf({ PORT })).toEqual([expect.stringContaining(`PORT is "${PORT}"`)]);
  });

  it('names every wrong variable at once', () => {
    const problems = problemsOf({ PORT: 'x', TIREK_MODE: 'test', COUNTRY: 'uk', TIREK_LOG_LEVEL: 'loud' });
    expect(problems.map((one) => one.split(' ')[0])).toEqual(['TIREK_MODE', 'PORT', 'COUNTRY', 'TIREK_LOG_LEVEL']);
  });

  it('takes EventStoreDB and Kafka with what they need', () => {
    expect(
      readConfiguration({
        EVENT_STORE: 'eventstoredb',
        EVENTSTOREDB_URL: 'esdb://localhost:2113?tls=false',
        TRANSPORT: 'kafka',
        KAFKA_BROKERS: 'one:9092, two:9092',
        KAFKA_PARTITIONS: '12',
      }),
    ).toMatchObject({
      eventStore: 'eventstoredb',
      eventStoreDbUrl: 'esdb://localhost:2113?tls=false',
      transport: 'kafka',
      kafka: {
        brokers: ['one:9092', 'two:9092'],
        topic: 'tirek.nrm',
        partitions: 12,
        replication: 1,
        retentionHours: 168,
        tls: false,
        credentials: undefined,
      },
    });
  });

  it('says what EventStoreDB and Kafka need', () => {
    expect(problemsOf({ EVENT_STORE: 'eventstoredb', TRANSPORT: 'kafka' })).toEqual([
      expect.stringContaining('needs EVENTSTOREDB_URL'),
      expect.stringContaining('needs KAFKA_BROKERS'),
    ]);
    expect(problemsOf({ EVENT_STORE: 'mysql' })).toEqual([
      expect.stringContaining('it must be postgres, eventstoredb'),
    ]);
    expect(problemsOf({ EVENT_STORE: 'eventstoredb', EVENTSTOREDB_URL: 'http://admin:hunter2@host' })).toEqual([
      expect.stringMatching(/^EVENTSTOREDB_URL must be a URL that begins with esdb:(?!.*hunter2)/),
    ]);
    expect(
      problemsOf({
        TRANSPORT: 'kafka',
        KAFKA_BROKERS: 'kafka:9092',
        KAFKA_TOPIC: 'a/b',
        KAFKA_PARTITIONS: '0',
        KAFKA_USERNAME: 'tirek',
      }).map((one) => one.split(' ')[0]),
    ).toEqual(['KAFKA_TOPIC', 'KAFKA_USERNAME', 'KAFKA_PARTITIONS']);
  });

  it('reads a secret from a file, and says when it cannot or has two', () => {
    const folder = mkdtempSync(join(tmpdir(), 'tirek-configuration-'));
    const file = join(folder, 'database-url');
    writeFileSync(file, 'postgresql://tirek:hunter2@db/tirek\n');
    expect(readConfiguration({ DATABASE_URL_FILE: file }).databaseUrl).toBe('postgresql://tirek:hunter2@db/tirek');
    expect(problemsOf({ DATABASE_URL_FILE: file, DATABASE_URL: 'postgresql://db/tirek' })).toEqual([
      'DATABASE_URL and DATABASE_URL_FILE are both set; leave one of them unset.',
    ]);
    expect(problemsOf({ DATABASE_URL_FILE: join(folder, 'none') })).toEqual([
      'DATABASE_URL_FILE cannot be read (ENOENT).',
    ]);
    expect(problemsOf({ EVENT_STORE: 'eventstoredb', EVENTSTOREDB_URL_FILE: join(folder, 'none') })).toEqual([
      'EVENTSTOREDB_URL_FILE cannot be read (ENOENT).',
    ]);
    writeFileSync(file, '\n');
    expect(problemsOf({ DATABASE_URL_FILE: file })).toEqual(['DATABASE_URL_FILE points to an empty file.']);
    rmSync(folder, { recursive: true });
  });

  it('takes limits, other origins and the proxies in front', () => {
    expect(
      readConfiguration({
        RATE_LIMIT_CALLER: '50',
        RATE_LIMIT_ADDRESS: '200',
        CORS_ORIGINS: 'https://portal.example, http://localhost:5173',
        TRUSTED_PROXIES: 'loopback,10.0.0.0/8,2001:db8::/32',
      }),
    ).toMatchObject({
      limits: { callerPerMinute: 50, addressPerMinute: 200 },
      corsOrigins: ['https://portal.example', 'http://localhost:5173'],
      trustedProxies: ['loopback', '10.0.0.0/8', '2001:db8::/32'],
    });
  });

  it.each(['*', 'null', 'https://portal.example/', 'https://portal.example/path', 'http://portal.example', 'portal'])(
    'refuses %s as an origin',
    (CORS_ORIGINS) => {
      expect(problemsOf({ CORS_ORIGINS })).toEqual([expect.stringContaining('CORS_ORIGINS must be origins')]);
    },
  );

  it.each(['all', '10.0.0.0/33', '10.0.0', 'proxy.example', '10.0.0.1/'])(
    'refuses %s as a proxy',
    (TRUSTED_PROXIES) => {
      expect(problemsOf({ TRUSTED_PROXIES })).toEqual([expect.stringContaining('TRUSTED_PROXIES must be')]);
    },
  );

  it('takes what an outside issuer calls things', () => {
    const { oidc, secondFactorMinutes, publicUrl } = readConfiguration({
      TIREK_MODE: 'production',
      OIDC_ISSUER: 'https://id.example/realm',
      OIDC_CLIENT_ID: 'nrm',
      OIDC_CLIENT_SECRET: 's3cret',
      OIDC_AUDIENCE: 'nrm-api',
      OIDC_ORGANISATION_CLAIM: 'org.id',
      OIDC_ROLES_CLAIM: 'realm_access.roles',
      OIDC_ROLE_MAP: 'officers=police-officer, chiefs = police-supervisor',
      OIDC_SECOND_FACTOR: 'acr=2,amr=otp',
      SECOND_FACTOR_MINUTES: '5',
      PUBLIC_URL: 'https://tirek.example',
    });
    expect(oidc).toEqual({
      clientId: 'nrm',
      clientSecret: 's3cret',
      claims: {
        audience: 'nrm-api',
        organisation: 'org.id',
        roles: 'realm_access.roles',
        roleMap: new Map([
          ['officers', 'police-officer'],
          ['chiefs', 'police-supervisor'],
        ]),
      },
      secondFactor: [
        { claim: 'acr', value: '2' },
        { claim: 'amr', value: 'otp' },
      ],
    });
    expect([secondFactorMinutes, publicUrl]).toEqual([5, 'https://tirek.example']);
    const asJson = readConfiguration({ OIDC_ROLE_MAP: '{"officers":"police-officer"}' });
    expect(asJson.oidc.claims.roleMap).toEqual(new Map([['officers', 'police-officer']]));
  });

  it.each<[string, string]>([
    ['OIDC_ROLE_MAP', 'officers=superuser'],
    ['OIDC_ROLE_MAP', 'officers'],
    ['OIDC_ROLE_MAP', '{"officers":7}'],
    ['OIDC_ROLE_MAP', '{"officers"'],
    ['OIDC_SECOND_FACTOR', 'otp'],
    ['OIDC_SECOND_FACTOR', 'sub=2'],
    ['SECOND_FACTOR_MINUTES', '0'],
    ['PUBLIC_URL', 'http://tirek.example'],
    ['PUBLIC_URL', 'https://tirek.example/path'],
    ['PUBLIC_URL', 'tirek'],
    ['QUICK_EXIT_URL', 'http://www.wikipedia.org/'],
    ['QUICK_EXIT_URL', 'javascript:alert(1)'],
    ['QUICK_EXIT_URL', '/'],
  ])('refuses %s=%s', (name, value) => {
    expect(problemsOf({ [name]: value })).toEqual([expect.stringContaining(name)]);
  });

  it('lets only a production store listen beyond this machine', () => {
    expect(problemsOf({ HOST: '0.0.0.0' })).toEqual([expect.stringContaining('HOST is for TIREK_MODE=production')]);
    const beyond = { HOST: '0.0.0.0', TIREK_MODE: 'production' };
    expect(readConfiguration({ ...beyond, PUBLIC_URL: 'https://tirek.example' }).host).toBe('0.0.0.0');
    expect(readConfiguration({ ...beyond, OIDC_ISSUER: 'https://id.example' }).host).toBe('0.0.0.0');
    // else the links and cookies of the bundled provider would be of this machine
    expect(problemsOf(beyond)).toEqual([expect.stringContaining('PUBLIC_URL is needed')]);
  });

  it('refuses an outside issuer on a demonstration store', () => {
    expect(problemsOf({ OIDC_ISSUER: 'https://id.example' })).toEqual([expect.stringContaining('OIDC_ISSUER')]);
  });

  it.each([
    ['http://id.example/realm', ['OIDC_ISSUER must begin with https']],
    ['http://localhost.example/realm', ['OIDC_ISSUER must begin with https']],
    ['http://localhost:8080/realm', []],
    ['http://127.0.0.1:8080/realm', []],
    ['http://[::1]:8080/realm', []],
  ])('takes the issuer %s: %j', (OIDC_ISSUER, problems) => {
    expect(problemsOf({ TIREK_MODE: 'production', OIDC_ISSUER })).toEqual(
      problems.map((one) => expect.stringContaining(one)),
    );
  });

  it('never repeats a database URL, which may carry a password', () => {
    const problems = problemsOf({ DATABASE_URL: 'mysql://tirek:hunter2@db/tirek' });
    expect(problems).toEqual([expect.stringContaining('DATABASE_URL must be a URL')]);
    expect(problems.join()).not.toContain('hunter2');
  });
});
