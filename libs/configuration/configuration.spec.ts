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
      port: 3000,
      home: resolve('.tirek'),
      mode: 'demonstration',
      databaseUrl: undefined,
      eventStore: 'postgres',
      transport: 'in-process',
      oidcIssuer: undefined,
      masterKeyFile: join(resolve('.tirek'), 'keys', 'master.key'),
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

  it('says of the later adapters that they come later', () => {
    expect(problemsOf({ EVENT_STORE: 'eventstoredb', TRANSPORT: 'kafka' })).toEqual([
      expect.stringContaining('EVENT_STORE=eventstoredb comes in a later version'),
      expect.stringContaining('TRANSPORT=kafka comes in a later version'),
    ]);
    expect(problemsOf({ EVENT_STORE: 'mysql' })).toEqual([expect.stringContaining('it must be postgres')]);
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
