import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { parse } from 'yaml';
import { readConfiguration } from '#configuration';

const text = (file: string): string => readFileSync(file, 'utf8');
const json = (file: string): unknown => JSON.parse(text(file));

interface ComposeService {
  image: string;
  build?: string;
  command?: string[];
  user?: string;
  read_only?: boolean;
  privileged?: boolean;
  restart?: string;
  cap_drop?: string[];
  cap_add?: string[];
  security_opt?: string[];
  environment?: Record<string, string>;
  secrets?: string[];
  ports?: string[];
  networks: string[] | Record<string, { aliases?: string[] } | null>;
  volumes?: string[];
  depends_on?: Record<string, { condition: string }>;
  healthcheck?: { test: string[] };
  deploy?: { replicas?: number; resources?: { limits?: Record<string, unknown> } };
}
interface Compose {
  services: Record<string, ComposeService>;
  networks: Record<string, { internal?: boolean } | null>;
  volumes: Record<string, unknown>;
  secrets: Record<string, { file: string }>;
}

const compose = parse(text('docker-compose.yml'), { merge: true }) as Compose;
const services = Object.entries(compose.services);
const ours = services.filter(([, { build }]) => build === '.');
const networksOf = ({ networks }: ComposeService): string[] =>
  Array.isArray(networks) ? networks : Object.keys(networks);

/** What Compose does with `${NAME:-default}`, `${NAME:?why}` and `${NAME}`. */
const interpolated = (value: string, env: Record<string, string>): string =>
  value.replace(/\$\{(\w+)(?::-([^}]*)|:\?[^}]*)?\}/g, (_, name: string, byDefault?: string) => {
    const found = env[name] ?? byDefault;
    if (found === undefined) throw new Error(`${name} has no value`);
    return found;
  });

/** The secret files as deploy/make-secrets.mjs makes them. */
let folder: string;
const makeSecrets = (...extra: string[]): string =>
  execFileSync(
    process.execPath,
    [
      'deploy/make-secrets.mjs',
      'tirek.example.kg',
      '--without-certificate',
      '--into',
      join(folder, 'secrets'),
      ...extra,
    ],
    { encoding: 'utf8', stdio: 'pipe' },
  );
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tirek-secrets-'));
  makeSecrets();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('docker-compose.yml', () => {
  it('is what the schema of the Compose Specification allows', () => {
    const ajv = new Ajv2020({ strict: false, allErrors: true });
    // durations as Compose writes them; ISO 8601 is another format of that name
    ajv.addFormat('duration', /^(\d+(\.\d+)?(us|ms|s|m|h))+$/);
    const valid = ajv.compile(json('test/fixtures/compose-spec.json') as object);
    expect(valid(compose) ? [] : valid.errors).toEqual([]);
    // and the schema would say so if it were not
    expect(valid({ ...compose, services: { one: { imagee: 'x' } } })).toBe(false);
  });

  it('runs every service of the product from one image, those that answer or feed others twice', () => {
    expect(ours.map(([name]) => name)).toEqual(['casework', 'caseload', 'coordination', 'statistics', 'relay']);
    expect(new Set(ours.map(([, { image }]) => image)).size).toBe(1);
    for (const [name, { command, deploy }] of ours) {
      expect([name, command, deploy?.replicas]).toEqual([name, [`dist/apps/${name}/main.js`], 2]);
      expect(statSync(`apps/${name}/main.ts`).isFile()).toBe(true);
    }
  });

  it.each(services)('keeps %s small: no root, no capability, nothing to write on, limits, a health check', (_, one) => {
    expect(one.user).toMatch(/^[1-9]\d*:\d+$/);
    expect(one).toMatchObject({
      read_only: true,
      cap_drop: ['ALL'],
      security_opt: ['no-new-privileges:true'],
      restart: 'unless-stopped',
      healthcheck: { test: expect.arrayContaining(['CMD']) as string[] },
    });
    expect([one.cap_add, one.privileged]).toEqual([undefined, undefined]);
    expect(Object.keys(one.deploy?.resources?.limits ?? {})).toEqual(['cpus', 'memory', 'pids']);
  });

  it('publishes the ports of the proxy and no other; it alone is on a network with a way out', () => {
    expect(services.filter(([, { ports }]) => ports).map(([name]) => name)).toEqual(['proxy']);
    const open = Object.keys(compose.networks).filter((name) => !compose.networks[name]?.internal);
    expect(services.filter(([, one]) => networksOf(one).some((name) => open.includes(name)))).toHaveLength(1);
    expect(networksOf(compose.services['proxy']!)).toEqual(['front', 'services']);
  });

  it('lets only the services of the product come to the event store and to Kafka', () => {
    for (const store of ['eventstoredb', 'kafka']) expect(networksOf(compose.services[store]!)).toEqual(['stores']);
    const there = services.filter(([, one]) => networksOf(one).includes('stores')).map(([name]) => name);
    expect(there.sort()).toEqual([...ours.map(([name]) => name), 'eventstoredb', 'kafka', 'postgres'].sort());
  });

  it('waits for what is there and has a health check', () => {
    for (const [, { depends_on = {} }] of services) {
      for (const [name, { condition }] of Object.entries(depends_on)) {
        expect([condition, compose.services[name]?.healthcheck]).toEqual(['service_healthy', expect.anything()]);
      }
    }
  });

  it('has a file for every secret and gives each service only those that it reads', () => {
    for (const [name, { file }] of Object.entries(compose.secrets)) expect(file).toBe(`./deploy/secrets/${name}`);
    for (const [name, { secrets = [] }] of services) {
      expect([name, secrets.filter((secret) => !(secret in compose.secrets))]).toEqual([name, []]);
    }
    const given = new Set(services.flatMap(([, { secrets = [] }]) => secrets));
    expect([...given].sort()).toEqual(Object.keys(compose.secrets).sort());
    expect(services.filter(([, { secrets }]) => secrets?.includes('master_key'))).toHaveLength(ours.length);
  });

  it('writes no secret into an environment', () => {
    for (const [name, { environment = {} }] of services) {
      for (const [variable, value] of Object.entries(environment)) {
        if (/PASSWORD|SECRET|_KEY|DATABASE_URL|EVENTSTOREDB_URL/.test(variable)) {
          expect([name, variable, value]).toEqual([
            name,
            expect.stringMatching(/_FILE$/),
            expect.stringMatching(/^\/run\/secrets\//),
          ]);
        }
        expect(value).not.toMatch(/:\/\/[^/]*@/);
      }
    }
  });

  it('lets casework alone write keys, checkpoints and imports', () => {
    for (const [name, { volumes }] of ours) {
      expect([name, volumes]).toEqual([
        name,
        name === 'casework'
          ? ['keys:/var/lib/tirek/keys', 'checkpoints:/var/lib/tirek/checkpoints', 'imports:/var/lib/tirek/imports']
          : ['keys:/var/lib/tirek/keys:ro'],
      ]);
      if (name !== 'casework')
        expect(compose.services[name]?.depends_on).toEqual({ casework: { condition: 'service_healthy' } });
    }
  });

  it.each(ours)(
    'configures %s with variables that are read, and to what is accepted',
    (_, { environment = {}, secrets = [] }) => {
      const env = Object.fromEntries(
        Object.entries(environment).map(([variable, value]) => {
          const secret = /^\/run\/secrets\/(.+)$/.exec(value)?.[1];
          if (secret !== undefined) expect(secrets).toContain(secret);
          return [
            variable,
            secret ? join(folder, 'secrets', secret) : interpolated(value, { TIREK_HOST: 'tirek.example.kg' }),
          ];
        }),
      );
      const read = new Set(['NODE_EXTRA_CA_CERTS']);
      const configuration = readConfiguration(
        new Proxy(env, {
          get: (target, name: string) => {
            read.add(name);
            return target[name];
          },
        }),
      );
      expect(Object.keys(env).filter((name) => !read.has(name))).toEqual([]);
      expect(configuration).toMatchObject({
        host: '0.0.0.0',
        port: 3000,
        mode: 'production',
        eventStore: 'eventstoredb',
        eventStoreDbUrl: 'esdb://eventstoredb:2113?tls=false',
        transport: 'kafka',
        kafka: { brokers: ['kafka:9092'], topic: 'tirek.nrm', credentials: { username: 'tirek' } },
        oidcIssuer: 'https://tirek.example.kg/auth/realms/tirek',
        databaseUrl: expect.stringMatching(/^postgres:\/\/tirek:[\w-]{32}@postgres:5432\/tirek$/) as string,
      });
    },
  );
});

describe('deploy/Caddyfile', () => {
  const caddyfile = text('deploy/Caddyfile');
  const site = caddyfile.slice(caddyfile.indexOf('https://{$TIREK_HOST} {'));

  interface Matcher {
    methods?: string[];
    paths: string[];
  }
  /** Named matchers of one line (`@name path …`) or of several (`@name { method …; path … }`). */
  const matchers = new Map<string, Matcher>(
    [...site.matchAll(/^\t@([\w-]+) (?:path (.+)|\{\n([\s\S]*?)^\t\})$/gm)].map(([, name, paths, block = '']) => {
      const methods = /^\t\tmethod (.+)$/m.exec(block)?.[1]?.split(' ');
      const found = paths ?? /^\t\tpath (.+)$/m.exec(block)?.[1] ?? '';
      return [name!, { paths: found.split(' '), ...(methods && { methods }) }];
    }),
  );
  /** Each `handle`, in order, with the service that it hands over to. */
  const handled = [...site.matchAll(/^\thandle(?: @([\w-]+))? \{\n([\s\S]*?)^\t\}$/gm)].map(([, matcher, body]) => ({
    matcher,
    service: /import (?:service|instances) ([\w-]+)/.exec(body!)?.[1],
  }));

  const fits = (pattern: string, path: string): boolean =>
    pattern.endsWith('/*') ? path.startsWith(pattern.slice(0, -1)) : path === pattern;
  const handling = (method: string, path: string) =>
    handled.find(({ matcher }) => {
      if (matcher === undefined) return true;
      const { methods, paths } = matchers.get(matcher)!;
      return (methods?.includes(method) ?? true) && paths.some((pattern) => fits(pattern, path));
    });

  it('sends every request where the table of routes sends it', async () => {
    const table = (await import(pathToFileURL('scripts/services/routes.mjs').href)) as {
      routes: { path: string; methods?: string[]; service: string }[];
      serviceOf(method: string, path: string): string;
    };
    const begins = [...table.routes.map(({ path }) => path), '', '/cases', '/me', '/imports', '/docs', '/projections'];
    for (const begin of [...begins, '/projections/case_file', '/openapi.json']) {
      for (const rest of ['', '/', '/x', '/x/y', 'x']) {
        for (const method of ['GET', 'HEAD', 'POST', 'PUT', 'DELETE']) {
          const path = `/api/v1${begin}${rest}`;
          if (path === '/api/v1' || path === '/api/v1x') continue;
          expect([method, path, handling(method, path)?.service]).toEqual([
            method,
            path,
            table.serviceOf(method, path),
          ]);
        }
      }
    }
    expect(handled.every(({ matcher }) => matcher === undefined || matchers.has(matcher))).toBe(true);
  });

  it('answers nothing of the services beside the API and the web application', () => {
    for (const path of ['/health', '/health/ready', '/metrics', '/metrics/', '/auth', '/auth/admin']) {
      expect([path, handling('GET', path)?.matcher]).toEqual([path, path.startsWith('/auth') ? 'console' : 'inside']);
    }
    const inside = handled.find(({ matcher }) => matcher === 'inside');
    expect([inside?.service, matchers.get('inside')?.paths.includes('/auth/*')]).toEqual([undefined, true]);
    for (const path of ['/', '/cases', '/assets/main-1a2b.js']) expect(handling('GET', path)?.service).toBe('casework');
  });

  it('sends again only what may be repeated', () => {
    expect(caddyfile.match(/method POST PUT PATCH DELETE\n\t+header Idempotency-Key \*/g)).toHaveLength(2);
    expect(caddyfile.match(/method .*(POST|PUT|PATCH|DELETE)/g)).toHaveLength(2);
    expect(caddyfile).toContain('lb_try_duration 30s');
  });
});

describe('the image', () => {
  const stages = text('Dockerfile')
    .split(/^FROM /m)
    .slice(1);

  it('has the version of Node that package.json pins, and runs as an ordinary user', () => {
    const { dependencies } = json('package.json') as { dependencies: { node: string } };
    for (const stage of stages) expect(stage).toMatch(new RegExp(`^node:${dependencies.node}-trixie-slim`));
    expect(stages.at(-1)!.match(/^USER .*$/gm)).toEqual(['USER 1000:1000']);
  });

  it.each(['deploy/proxy/Dockerfile', 'deploy/keycloak/Dockerfile'])('%s ends as an ordinary user', (file) => {
    expect(
      text(file)
        .match(/^USER .*$/gm)!
        .at(-1),
    ).toMatch(/^USER 1000:/);
  });

  it('can hold only what it is made of', () => {
    const allowed = text('.dockerignore')
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'));
    expect(allowed[0]).toBe('*');
    const copied = text('Dockerfile')
      .match(/^COPY (?!--from).+$/gm)!
      .flatMap((line) => line.split(' ').slice(1, -1));
    for (const path of copied) expect(allowed).toContain(`!${path}`);
  });
});

describe('deploy/make-secrets.mjs', () => {
  it('makes a file for every secret but the certificate, in a folder for its owner alone', () => {
    const made = readdirSync(join(folder, 'secrets'));
    const certificate = ['tls_authority', 'tls_certificate', 'tls_key'];
    expect([...made, ...certificate].sort()).toEqual(Object.keys(compose.secrets).sort());
    expect(statSync(join(folder, 'secrets')).mode & 0o777).toBe(0o700);
    for (const name of made) expect(statSync(join(folder, 'secrets', name)).mode & 0o777).toBe(0o444);
    expect(readdirSync(folder)).toEqual(['secrets']);
    expect(Buffer.from(text(join(folder, 'secrets', 'master_key')), 'base64')).toHaveLength(32);
  });

  it('gives the two ends of a connection the same password', () => {
    const secret = (name: string): string => text(join(folder, 'secrets', name)).trim();
    expect(secret('database_url')).toBe(`postgres://tirek:${secret('tirek_password')}@postgres:5432/tirek`);
    expect(secret('keycloak.conf')).toContain(`db-password=${secret('keycloak_password')}\n`);
  });

  it('never touches what is there', () => {
    const before = text(join(folder, 'secrets', 'master_key'));
    expect(() => makeSecrets()).toThrow(/is there already/);
    expect(text(join(folder, 'secrets', 'master_key'))).toBe(before);
    expect(readdirSync(folder)).toEqual(['secrets']);
  });
});

describe('deploy/keycloak/tirek-realm.json', () => {
  const realm = json('deploy/keycloak/tirek-realm.json') as {
    registrationAllowed: boolean;
    roles: { client: { tirek: { name: string }[] } };
    clients: { clientId: string; protocolMappers?: { config: Record<string, string> }[] }[];
    clientScopeMappings: { tirek: { client: string; roles: string[] }[] };
    users?: unknown;
    components: Record<string, { config: Record<string, string[]> }[]>;
  };

  it('knows the roles of the product and puts them, the organisation and the audience into tokens', async () => {
    const { roles } = await import('#access');
    expect(realm.roles.client.tirek.map(({ name }) => name)).toEqual(roles);
    expect(realm.clientScopeMappings.tirek).toEqual([{ client: 'tirek-web', roles }]);
    const { protocolMappers = [] } = realm.clients.find(({ clientId }) => clientId === 'tirek-web')!;
    expect(protocolMappers.map(({ config }) => config['claim.name'] ?? config['included.client.audience'])).toEqual([
      'tirek',
      'organisation',
      'roles',
    ]);
  });

  it('has no user and no password; nobody joins uninvited or chooses an organisation', () => {
    expect([realm.users, realm.registrationAllowed]).toEqual([undefined, false]);
    expect(JSON.stringify(realm)).not.toMatch(/"(secret|credentials|password)":/);
    const profile = JSON.parse(
      realm.components['org.keycloak.userprofile.UserProfileProvider']![0]!.config['kc.user.profile.config']![0]!,
    ) as { attributes: { name: string; permissions: { edit: string[] } }[] };
    expect(profile.attributes.find(({ name }) => name === 'organisation')?.permissions.edit).toEqual(['admin']);
  });
});
