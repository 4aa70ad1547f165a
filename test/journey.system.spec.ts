// One person's way through the mechanism, as five organisations go it with her; then what is left of it on the disk.
import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { filesHolding, filesUnder } from './support/files.js';
import {
  cleanUp,
  Client,
  daysAgo,
  postgresOf,
  startSystem,
  tirek,
  type Answer,
  type System,
} from './support/system.js';

jest.setTimeout(120_000);

const [police, ngo, otherNgo] = ['police.osh', 'ngo.shelter-osh', 'ngo.bishkek'];
const today = daysAgo(0);

/** Everything personal that is said on the way. */
const said = {
  name: 'Бурулай Асанова',
  latin: 'Burulay Asanova',
  birthDate: '1987-07-19',
  identityNumber: 'AN7719054',
  phone: '+996555771904',
  email: 'burulay@example.org',
  safeContact: 'Only Tuesdays, by her sister Gulzat',
  address: 'Lenin Street 77, flat 19',
  narrative: 'Her passport was taken at the border of Karakol.',
  needs: 'Insulin twice a day',
  note: 'Comes with a boy of four',
  declineNote: 'The last bed went to Jyldyz',
  goal: 'Claim the wages of the sewing shop',
  service: 'Slept badly, wants to see her mother',
  right: 'A new passport from the consulate in Almaty',
  progress: 'Passport handed to her on the square',
  register: 'KUSP-771904',
  reference: 'LEGACY-771904',
};
const everySaid = Object.values(said);

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
  '/caseload',
  '/caseload/summary',
  ...['referrals', 'response-times', 'flows'].map((what) => `/coordination/${what}`),
  '/statistics',
  '/imports',
  '/imports/{importId}',
].map((path) => `/api/v1${path}`);

let system: System;
let client: Client;
beforeAll(async () => {
  // as a user does it: the script behind npm start
  system = await startSystem({ asUser: true });
  client = new Client(system);
});
afterAll(cleanUp);

const caseId = randomUUID();
const referralId = randomUUID();
const proceedingId = randomUUID();
let position = '';
/** What the system printed. */
let printed = '';

/** A step that has to succeed. */
async function step(user: string, path: string, body: object): Promise<Answer> {
  const answer = await client.post(user, path, body);
  expect([path, answer.status < 300 ? 'done' : answer.body]).toEqual([path, 'done']);
  position = answer.position;
  return answer;
}
const seenBy = (user: string): Promise<Answer> => client.get(user, `/cases/${caseId}`, position);
const organisationOf = async (user: string): Promise<string> => (await client.get(user, '/me')).body.organisationId;

describe('the system', () => {
  it('answers that it lives and is ready', async () => {
    expect((await client.get(null, '/health/live')).status).toBe(200);
    expect((await client.get(null, '/health/ready')).body).toMatchObject({ status: 'ok' });
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
  it('begins with a police officer at night', async () => {
    const { name, birthDate, identityNumber, phone, email, safeContact, address } = said;
    const intake = {
      caseId,
      entryChannel: 'Police',
      identifiedOn: today,
      region: 'KG-GO',
      ageGroup: 'Adult',
      gender: 'Feminine',
      citizenships: ['KG'],
      exploitation: ['ForcedLabour'],
      countriesOfExploitation: ['KZ'],
      person: { name, birthDate, identityNumber, phone, email, safeContact, address },
      narrative: said.narrative,
      needs: said.needs,
    };
    const bad = await client.post(police, '/cases', { ...intake, gender: said.name, address: said.address });
    expect([bad.status, bad.body.errors]).toEqual([
      400,
      expect.arrayContaining([
        expect.objectContaining({ pointer: '/gender' }),
        expect.objectContaining({ pointer: '/address' }),
      ]),
    ]);
    const key = randomUUID();
    const logged = await client.post(police, '/cases', intake, key);
    expect(logged).toMatchObject({ status: 201, body: { caseId, caseNumber: expect.stringMatching(/^KG-/) } });
    expect((await client.post(police, '/cases', intake, key)).body).toEqual(logged.body);
    expect((await client.post(police, '/cases', { ...intake, needs: 'other' }, key)).status).toBe(422);
  });

  it('goes to a shelter that declines, and then to one that takes her', async () => {
    const [shelter, other] = [await organisationOf(ngo), await organisationOf(otherNgo)];
    const groups = ['Contact', 'Needs'];
    const consented = await step(police, `/cases/${caseId}/consents`, {
      purpose: 'Referral',
      recipients: [shelter, other],
      fieldGroups: groups,
      language: 'ky',
      givenOn: today,
    });
    const referral = {
      caseId,
      services: ['Shelter'],
      fieldGroups: groups,
      basis: { consentId: consented.body.consentId },
      note: said.note,
    };
    const first = await step(police, '/referrals', { ...referral, to: other });
    const offered = await client.get(otherNgo, '/coordination/referrals?state=Sent', position);
    expect(offered.body.items.map((item: { referralId: string }) => item.referralId)).toEqual([first.body.referralId]);
    expect(JSON.stringify((await seenBy(otherNgo)).body)).not.toContain(said.phone);
    await step(otherNgo, `/referrals/${first.body.referralId}/decline`, {
      reason: 'NoCapacity',
      note: said.declineNote,
    });
    expect((await seenBy(otherNgo)).status).toBe(403);

    await step(police, '/referrals', { ...referral, referralId, to: shelter });
    await step(ngo, `/referrals/${referralId}/acceptance`, {});
    await step(ngo, `/referrals/${referralId}/handover`, { on: today });
    const { body } = await seenBy(ngo);
    expect(body).toMatchObject({ holder: shelter, person: { phone: said.phone } });
    expect(JSON.stringify(body)).not.toContain(said.name);
  });

  it('leads through help and the restoration of her rights', async () => {
    await step(ngo, `/cases/${caseId}/assistance-plan`, {
      needs: ['Shelter', 'Legal'],
      goals: [{ goalId: 'wages', service: 'Legal', description: said.goal }],
    });
    await step(ngo, `/cases/${caseId}/services`, { service: 'Psychological', deliveredOn: today, note: said.service });
    await step(ngo, `/cases/${caseId}/rehabilitation-plan`, {
      goals: [{ goalId: 'passport', right: 'IdentityDocuments', description: said.right }],
    });
    await step(ngo, `/cases/${caseId}/rehabilitation-plan/goals/passport/progress`, {
      status: 'Achieved',
      on: today,
      note: said.progress,
    });
    await step(ngo, `/cases/${caseId}/follow-ups`, { on: today, situation: 'Stable' });
    expect((await seenBy(ngo)).body).toMatchObject({ stage: 'InRehabilitation', assisted: true });
    const file = await seenBy(police);
    expect(file.body).toMatchObject({ person: { name: said.name }, narrative: said.narrative });
    expect(JSON.stringify(file.body)).not.toMatch(new RegExp([said.goal, said.service, said.right].join('|')));
  });

  it('has a criminal proceeding beside it', async () => {
    const office = await organisationOf('prosecutor.osh');
    expect((await seenBy('prosecutor.osh')).status).toBe(404);
    const registration = {
      proceedingId,
      office,
      registerNumber: said.register,
      registeredOn: today,
      articles: ['166'],
    };
    await step(police, `/cases/${caseId}/proceedings`, registration);
    await step('prosecutor.osh', `/proceedings/${proceedingId}/stages`, { stage: 'Investigation', on: today });
    const { status, body } = await seenBy('prosecutor.osh');
    expect([status, body.assisted]).toEqual([200, true]);
    expect(JSON.stringify(body)).not.toContain(said.service);
    expect(JSON.stringify((await seenBy(ngo)).body)).not.toContain(said.register);
  });

  it('ends, and is counted', async () => {
    expect((await client.post(ngo, `/cases/${caseId}/closure`, { reason: 'Reintegrated', on: today })).status).toBe(
      409,
    );
    await step(ngo, `/referrals/${referralId}/completion`, { outcome: 'Successful', on: today });
    await step(ngo, `/cases/${caseId}/closure`, { reason: 'Reintegrated', on: today });
    const closed = await client.get(ngo, '/caseload?stage=Closed', position);
    expect(closed.body.items).toMatchObject([{ caseId, stage: 'Closed', assisted: true }]);
    const figures = await client.get('rapporteur', `/statistics?groupBy=gender&from=${today}&to=${today}`, position);
    expect(figures.body.cells).toEqual([{ gender: 'Feminine', count: 1 }]);
    const times = await client.get('rapporteur', '/coordination/response-times', position);
    expect(times.body.items).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ organisationId: await organisationOf(otherNgo), declined: 1 }),
      ]),
    );
  });
});

describe('afterwards', () => {
  it('figures of the process name no case', async () => {
    const { body } = await client.get(null, '/metrics');
    expect(body).toContain('/api/v1/cases/:caseId');
    expect(body).not.toContain(caseId);
  });

  it('all of it is there again after a restart', async () => {
    const before = [await seenBy(police), await seenBy(ngo)].map(({ body }) => body);
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
    expect([await seenBy(police), await seenBy(ngo)].map(({ body }) => body)).toEqual(before);
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
