// The services as they are started: processes of their own on one database, with the in-process transport.
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { jest } from '@jest/globals';
import { demonstrationOrganisations } from '#access';
import { localDate } from '#kernel';
import { installation, removeAll, until, type Answer, type Installation, type Running } from './processes.testing.js';

jest.setTimeout(180_000);

const projections = ['caseload', 'coordination', 'statistics'] as const;
const services = ['casework', ...projections] as const;
type Name = (typeof services)[number];

let on: Installation;
/** Two instances of each. */
let instances: Record<Name, [Running, Running]>;

beforeAll(async () => {
  on = await installation();
  const started = await Promise.all(
    services.map(async (name) => [name, await Promise.all([on.start(name), on.start(name)])] as const),
  );
  instances = Object.fromEntries(started) as typeof instances;
});
afterAll(removeAll);

const everyInstance = (): Running[] => services.flatMap((name) => instances[name]);
const get = (of: Running, who: string | null, path: string, headers?: HeadersInit): Promise<Answer> =>
  on.call(of, who, path, { headers });
const post = (of: Running, who: string, path: string, body: object): Promise<Answer> =>
  on.call(of, who, path, { method: 'POST', body: JSON.stringify(body) });

const intake = (name: string) => ({
  caseId: randomUUID(),
  entryChannel: 'Police',
  identifiedOn: localDate(new Date(Date.now() - 86_400_000), 'Asia/Bishkek'),
  region: 'KG-GO',
  ageGroup: 'Adult',
  gender: 'Feminine',
  citizenships: ['KG'],
  exploitation: ['ForcedLabour'],
  person: { name },
});

describe('two of each service, started at once on an empty database,', () => {
  it('become ready', async () => {
    for (const one of everyInstance()) {
      await until('ready', async () => (await get(one, null, '/health/ready')).status === 200);
      expect((await get(one, null, '/health/live')).body).toEqual({ status: 'ok' });
      expect((await get(one, null, '/metrics')).body).toContain('tirek_http_request_seconds');
    }
  });

  it('made one store, one set of keys and each organisation once', async () => {
    const [row] = await on.query(`
      SELECT (SELECT count(*) FROM tirek_events.events WHERE type = 'StoreFounded') AS founded,
             (SELECT count(*) FROM tirek_events.events WHERE type = 'OrganisationRegistered') AS organisations,
             (SELECT count(*) FROM tirek_keys.key_files) AS keys`);
    expect(row).toEqual({ founded: 1, organisations: demonstrationOrganisations.length, keys: 2 });
    for (const one of everyInstance()) {
      expect((await get(one, 'police.osh', '/me')).body).toMatchObject({ user: 'police.osh' });
    }
  });

  it('answer their own routes and no others', async () => {
    const routes: [Name, string, string][] = [
      ['casework', 'admin', '/projections/case_file'],
      ['caseload', 'police.osh', '/caseload'],
      ['caseload', 'admin', '/projections/caseload'],
      ['coordination', 'police.osh', '/organisations'],
      ['coordination', 'police.osh', '/coordination/referrals'],
      ['coordination', 'admin', '/projections/coordination'],
      ['statistics', 'analyst', '/statistics?groupBy=gender'],
      ['statistics', 'admin', '/projections/statistics'],
    ];
    for (const [owner, who, path] of routes) {
      for (const name of services) {
        const { status, body } = await get(instances[name][0], who, path);
        const nothingThere = { status: 404, detail: 'There is nothing at this address for you.' };
        if (name === owner) expect([path, status]).toEqual([path, 200]);
        else if (path.startsWith('/projections/')) expect([path, status]).toEqual([path, 404]);
        else expect(body).toMatchObject(nothingThere);
      }
    }
    for (const name of projections) {
      expect((await post(instances[name][0], 'police.osh', '/cases', {})).status).toBe(404);
    }
    expect((await post(instances.casework[0], 'police.osh', '/cases', {})).status).toBe(400);
    const noImport = { detail: 'There is no import with this id.' };
    expect((await get(instances.casework[0], 'admin', `/imports/${randomUUID()}`)).body).toMatchObject(noImport);
  });

  it('know who asks and what the role may', async () => {
    for (const name of services) {
      expect((await get(instances[name][0], null, '/me')).status).toBe(401);
      expect((await get(instances[name][0], 'police.osh', `/projections`)).status).toBe(403);
    }
  });

  it('follow one another: what one casework takes, every other sees', async () => {
    const [one, two] = instances.casework;
    const logged = await post(one, 'police.osh', '/cases', intake('Айпери Токтогулова'));
    expect(logged.status).toBe(201);
    const { caseId } = logged.body;
    expect((await get(two, 'police.osh', `/cases/${caseId}`)).body).toMatchObject({ caseId, stage: 'Identified' });
    const after = { 'tirek-after': logged.headers.get('tirek-position')!, prefer: 'wait=10' };
    for (const of of instances.caseload) {
      const { body, headers } = await get(of, 'police.osh', '/caseload', after);
      expect([headers.get('tirek-stale'), body.items]).toEqual([null, [expect.objectContaining({ caseId })]]);
    }
  });
});

describe('the description of the API', () => {
  it('is the whole one at casework, as everything in one process has it, and its own part at each other', async () => {
    const alone = await installation();
    const whole = await alone.start('tirek');
    const described = (of: Running) => get(of, null, '/openapi.json');
    const { body: expected } = await described(whole);
    expect(Object.keys(expected.paths).length).toBeGreaterThan(30);
    expect((await described(instances.casework[0])).body).toEqual(expected);
    expect((await get(instances.casework[0], null, '/docs')).status).toBe(200);
    for (const [name, path] of [
      ['caseload', '/api/v1/caseload'],
      ['coordination', '/api/v1/organisations'],
      ['statistics', '/api/v1/statistics'],
    ] as const) {
      const { paths } = (await described(instances[name][0])).body;
      expect(paths).toMatchObject({ [path]: { get: expected.paths[path].get } });
      expect(Object.keys(paths)).not.toContain('/api/v1/cases');
    }
    const { body: topic } = await get(whole, null, '/asyncapi.json');
    expect(topic).toMatchObject({ asyncapi: '3.0.0' });
    expect((await get(instances.casework[0], null, '/asyncapi.json')).body).toEqual(topic);
  });
});

describe('several caseworks', () => {
  const isFound = async (name: string) =>
    (await post(instances.caseload[0], 'police.osh', '/caseload/search', { name })).body.items.length === 1;

  it('keep the index of names, and go on when one is killed', async () => {
    await post(instances.casework[0], 'police.osh', '/cases', intake('Нургүл Асанова'));
    await until('found by name', () => isFound('Nurgul Asanova'));
    await instances.casework[0].kill();
    await post(instances.casework[1], 'police.osh', '/cases', intake('Ҷамшед Раҳимов'));
    await until('found by name', () => isFound('Джамшед Рахимов'));
    instances.casework[0] = await on.start('casework');
  });

  const columns = [
    'cas_Name,cas_IncomingReferralDate,org_Type,org_Name,vic_TraffickingStatus,vic_TypeOfExploitation',
    'ext_AgeGroupWhenTrafficked,prs_Gender,prs_Citizenship,ext_Region',
  ].join(',');
  const csv = (series: string, count: number) =>
    [
      columns,
      ...Array.from(
        { length: count },
        (_, n) => `${series}-${n},2023-05-11,NGO,Shelter,PossibleVictimOfTrafficking,ForcedLabour,Adult,Feminine,KG,`,
      ),
    ].join('\n');
  const send = (to: Running, body: BodyInit) =>
    on.call(to, 'admin', '/imports', {
      method: 'POST',
      body,
      headers: { 'content-type': 'text/csv' },
      duplex: 'half',
    } as RequestInit);
  const report = async (of: Running, importId: string) => (await get(of, 'admin', `/imports/${importId}`)).body;

  it('take over the import of one that is killed', async () => {
    const [one, two] = instances.casework;
    const rows = 8_000;
    const { importId } = (await send(one, csv('killed', rows))).body;
    await until('some rows', async () => (await report(two, importId)).read > 0);
    await one.kill();
    const { read, state } = await report(two, importId);
    expect([state, read < rows]).toEqual(['Running', true]);
    await until('the end of the import', async () => (await report(two, importId)).state !== 'Running');
    expect(await report(two, importId)).toMatchObject({ state: 'Finished', read: rows, taken: rows, refused: 0 });
    instances.casework[0] = await on.start('casework');
  });

  it('leave a file alone that another is receiving', async () => {
    const text = csv('slow', 10);
    let finish!: () => void;
    const halfway = new Promise<void>((resolve) => (finish = resolve));
    const slow = new ReadableStream<Uint8Array>({
      async start(controller) {
        controller.enqueue(Buffer.from(text.slice(0, 400)));
        await halfway;
        controller.enqueue(Buffer.from(text.slice(400)));
        controller.close();
      },
    });
    const sending = send(instances.casework[1], slow);
    await until('half a file', () => Promise.resolve(on.files('imports').length === 1));
    await instances.casework[0].stop();
    instances.casework[0] = await on.start('casework');
    finish();
    const { importId } = (await sending).body;
    await until(
      'the end of the import',
      async () => (await report(instances.casework[0], importId)).state !== 'Running',
    );
    expect(await report(instances.casework[0], importId)).toMatchObject({ state: 'Finished', taken: 10 });
    await until('no file left', () => Promise.resolve(on.files('imports').length === 0));
  });
});

describe('a service that is told to stop', () => {
  it('answers what is under way, takes nothing new, and ends', async () => {
    const [one] = instances.statistics;
    // nothing will ever be at this position: the answer comes after three seconds
    const never = { 'tirek-after': '999999999', prefer: 'wait=3' };
    const underWay = get(one, 'analyst', '/statistics?groupBy=gender', never);
    await pause(500);
    const end = one.stop();
    await until('nothing new', () =>
      get(one, null, '/health/live').then(
        () => false,
        () => true,
      ),
    );
    const { status, headers } = await underWay;
    const answered = Date.now();
    expect([status, headers.get('tirek-stale')]).toEqual([200, 'true']);
    expect(await end).toEqual({
      code: 0,
      stdout: expect.stringMatching(/^Tirek statistics is ready at http:\S+\nTirek statistics is stopping\.\n$/),
      stderr: '',
    });
    // at once when the answer is out: the client keeps its connection open
    expect(Date.now() - answered).toBeLessThan(3_000);
  });

  it('ends when whoever started it is gone', async () => {
    const [, two] = instances.statistics;
    two.child.disconnect();
    expect(await two.end).toMatchObject({ code: 0, stderr: '' });
  });
});

describe('a service that cannot start', () => {
  it.each([
    ['caseload', { DATABASE_URL: '' }, /^A service on its own needs DATABASE_URL: .*\n$/],
    ['relay', {}, /^The relay copies events to Kafka: it needs TRANSPORT=kafka and KAFKA_BROKERS\.\n$/],
    ['statistics', { COUNTRY: 'tj' }, /^This is a store of KG and stays one; .*\n$/],
    [
      'casework',
      { TIREK_MODE: 'production', OIDC_ISSUER: 'https://issuer.example', HOST: '203.0.113.1' },
      /^This is a demonstration store and stays one; .*\n$/,
    ],
  ])('says why in one sentence: %s with %j', async (name, environment, sentence) => {
    expect(await on.run(name, environment)).toEqual({ code: 1, stdout: '', stderr: expect.stringMatching(sentence) });
  });
});
