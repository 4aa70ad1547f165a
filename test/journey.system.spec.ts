// One person's way through the mechanism, as five organisations go it with her; then what is left of it on the disk.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { filesHolding, filesUnder } from './support/files.js';
import { everySaid, Journey, said } from './support/journey.js';
import { cleanUp, Client, postgresOf, startSystem, tirek, type System } from './support/system.js';

/** The paths of the contract. */
const paths = [
  '/me',
  '/organisations',
  '/cases',
  '/cases/{caseId}',
  ...['decisions', 'corrections', 'assignments', 'consents', 'consents/{consentId}/withdrawal', 'proceedings']
    .concat('assistance-plan', 'services', 'follow-ups', 'closure', 'reopening')
    .concat('rehabilitation-plan', 'rehabilitation-plan/goals/{goalId}/progress')
    .map((what) => `/cases/{caseId}/${what}`),
  '/referrals',
  ...['acceptance', 'decline', 'recall', 'handover', 'completion'].map((what) => `/referrals/{referralId}/${what}`),
  '/proceedings/{proceedingId}/stages',
  '/proceedings/{proceedingId}/requalifications',
  '/caseload',
  '/caseload/summary',
  ...['referrals', 'response-times', 'flows'].map((what) => `/coordination/${what}`),
  '/statistics',
  '/imports',
  '/imports/{importId}',
].map((path) => `/api/v1${path}`);

let system: System;
let client: Client;
let journey: Journey;
beforeAll(async () => {
  // as a user does it: the script behind npm start
  system = await startSystem({ asUser: true });
  client = new Client(system);
  journey = new Journey(client);
});
afterAll(cleanUp);

/** What the system printed. */
let printed = '';

describe('the system', () => {
  it('answers that it lives, and is ready as soon as its read models have caught up', async () => {
    expect((await client.get(null, '/health/live')).status).toBe(200);
    let ready = await client.get(null, '/health/ready');
    for (const deadline = Date.now() + 30_000; ready.status === 503 && Date.now() < deadline;) {
      await pause(50);
      ready = await client.get(null, '/health/ready');
    }
    expect(ready.body).toMatchObject({ status: 'ok' });
  });

  it('describes itself in OpenAPI 3.1, and shows a page of it', async () => {
    const { body: api } = await client.get(null, '/openapi.json');
    expect(api.openapi).toMatch(/^3\.1\./);
    expect(Object.keys(api.paths)).toEqual(expect.arrayContaining(paths));
    checkDescription(api);
    const page = await client.get(null, '/docs');
    expect([page.status, page.headers.get('content-type')]).toEqual([200, expect.stringContaining('text/html')]);
  });

  it('lets nobody in without a token', async () => {
    expect((await client.get(null, '/caseload')).status).toBe(401);
    expect((await client.post(null, '/cases', {})).status).toBe(401);
  });
});

describe('her way', () => {
  it.each(Journey.steps)('%s', (_what, step) => step(journey));
});

describe('afterwards', () => {
  it('figures of the process name no case', async () => {
    const { body } = await client.get(null, '/metrics');
    expect(body).toContain('/api/v1/cases/:caseId');
    expect(body).not.toContain(journey.caseId);
  });

  it('all of it is there again after a restart', async () => {
    const seen = async () =>
      [await journey.seenBy('police.osh'), await journey.seenBy('ngo.shelter-osh')].map(({ body }) => body);
    const before = await seen();
    const server = postgresOf(system.home);
    const first = await system.stop();
    expect([first.code, first.stderr, server === undefined, postgresOf(system.home)]).toEqual([
      0,
      '',
      false,
      undefined,
    ]);

    system = await startSystem({ home: system.home });
    client = new Client(system);
    journey.client = client;
    expect(await seen()).toEqual(before);
    printed += first.stdout;
  });

  it('nothing personal is in what was printed, nor in any file of the data folder', async () => {
    const file = join(system.home, 'import.csv');
    writeFileSync(
      file,
      'cas_Name,cas_IncomingReferralDate,org_Type,org_Name,vic_TypeOfExploitation,ext_AgeGroupWhenTrafficked,prs_Gender,prs_Citizenship\n' +
        `${said.reference},2023-01-01,NGO,Night Shelter,ForcedLabour,Adult,Feminine,KG\n`,
    );
    expect((await tirek(system.home, 'import', file)).stdout).toContain('1 taken');
    writeFileSync(file, '');
    const { code, stdout, stderr } = await system.stop();
    expect([code, stderr]).toEqual([0, '']);
    printed += stdout;
    expect(everySaid.filter((text) => printed.includes(text))).toEqual([]);
    const files = filesUnder(system.home);
    // codes are in clear, in the log of the database and in its tables: the search would find what is there
    const found = filesHolding(files, ['IdentificationLogged']).join('\n');
    expect(found).toMatch(/pg_wal/);
    expect(found).toMatch(/base/);
    expect(filesHolding(files, everySaid)).toEqual([]);
  });
});

interface Parameter {
  readonly name: string;
  readonly in: string;
}
interface Operation {
  readonly operationId: string;
  readonly responses: object;
  readonly parameters?: readonly Parameter[];
}

/** What a reader of the description relies on: every reference leads somewhere, every schema is one, every parameter is told. */
function checkDescription(api: {
  paths: Record<string, Record<string, Operation> & { parameters?: Parameter[] }>;
  components: { schemas: Record<string, object> };
}): void {
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  ajv.addSchema(api, 'api');
  for (const name of Object.keys(api.components.schemas)) {
    expect(() => ajv.compile({ $ref: `api#/components/schemas/${name}` })).not.toThrow();
  }
  for (const [, target] of JSON.stringify(api).matchAll(/"\$ref":"([^"]+)"/g)) {
    expect(api.components.schemas).toHaveProperty([target!.replace('#/components/schemas/', '')]);
  }
  const operations = Object.entries(api.paths).flatMap(([path, { parameters: ofPath = [], ...methods }]) =>
    Object.values(methods).map(({ parameters = [], ...rest }) => ({
      path,
      parameters: [...ofPath, ...parameters],
      ...rest,
    })),
  );
  expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(operations.length);
  for (const { path, parameters, responses } of operations) {
    const named = parameters.filter((parameter) => parameter.in === 'path').map(({ name }) => name);
    const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '');
    expect([path, new Set(named)]).toEqual([path, new Set(inPath)]);
    expect(Object.keys(responses)).not.toEqual([]);
  }
}
