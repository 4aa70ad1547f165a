import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { checkOf } from '../nrm/schema.testing.js';
import {
  type Answer,
  type Application,
  daysAgo,
  intake,
  naming,
  organisationOf,
  Path,
  startApplication,
} from './application.testing.js';

let on: Application;
let path: Path;
let proceedingId: string;
beforeAll(async () => {
  on = await startApplication();
  path = await new Path(on).atShelter();
  const { body } = await path.step('police.osh', `/cases/${path.caseId}/proceedings`, proceeding());
  proceedingId = body.proceedingId;
  await path.step(path.worker, `/cases/${path.caseId}/rehabilitation-plan`, {
    goals: [{ goalId: 'g1', right: 'Housing', description: 'A room' }],
  });
}, 60_000);
afterAll(() => on.stop());

const today = daysAgo(0);
const proceeding = () => ({
  office: organisationOf('prosecutor.osh'),
  registerNumber: '01-2026',
  registeredOn: today,
  articles: ['166'],
});
const isProblem = ({ type, body }: Answer): boolean =>
  type.startsWith('application/problem+json') && String(body.type).startsWith('urn:tirek:problem:');

/** Every writing route of the case work, with a body that it takes. */
const routes = (): { who: string; at: string; body: Record<string, unknown> }[] => {
  const onCase = (rest: string) => `/cases/${path.caseId}/${rest}`;
  const [shelter, police] = ['ngo.shelter-osh', 'police.osh'];
  const ofShelter = (rest: string) => `/organisations/${organisationOf(shelter)}/${rest}`;
  return [
    { who: police, at: '/cases', body: intake({ needs: 'rest' }) },
    {
      who: police,
      at: onCase('decisions'),
      body: {
        status: 'ActualVictimOfTrafficking',
        decidedOn: today,
        decidingBody: 'Commission',
        ruleVersion: '2019-493',
        reasons: ['r'],
      },
    },
    {
      who: police,
      at: onCase('corrections'),
      body: { gender: 'Masculine', citizenships: ['KG'], person: { name: 'B' }, reason: 'r' },
    },
    { who: shelter, at: onCase('assignments'), body: { assignee: 'ngo.shelter-osh' } },
    {
      who: police,
      at: onCase('consents'),
      body: {
        consentId: randomUUID(),
        purpose: 'Referral',
        recipients: [organisationOf(shelter)],
        fieldGroups: ['Needs'],
        language: 'ky',
        givenOn: today,
        form: 'Oral',
        textVersion: 'v',
      },
    },
    { who: police, at: onCase(`consents/${path.consentId}/withdrawal`), body: { on: daysAgo(-1) } },
    {
      who: shelter,
      at: '/referrals',
      body: {
        referralId: randomUUID(),
        caseId: path.caseId,
        to: organisationOf('ngo.bishkek'),
        services: ['Legal'],
        fieldGroups: ['Needs'],
        respondWithinHours: 24,
        basis: { vitalInterest: 'v' },
        note: 'n',
      },
    },
    { who: shelter, at: `/referrals/${path.referralId}/acceptance`, body: {} },
    { who: shelter, at: `/referrals/${path.referralId}/decline`, body: { reason: 'NoCapacity', note: 'n' } },
    { who: police, at: `/referrals/${path.referralId}/recall`, body: { reason: 'NoAnswer' } },
    { who: police, at: `/referrals/${path.referralId}/handover`, body: { on: today } },
    {
      who: shelter,
      at: `/referrals/${path.referralId}/completion`,
      body: { outcome: 'NotSuccessful', reason: 'Other', on: today },
    },
    {
      who: shelter,
      at: onCase('assistance-plan'),
      body: { needs: ['Legal'], goals: [{ goalId: 'g1', service: 'Legal', description: 'd' }] },
    },
    { who: shelter, at: onCase('services'), body: { service: 'Legal', deliveredOn: today, note: 'n' } },
    {
      who: shelter,
      at: onCase('rehabilitation-plan'),
      body: { goals: [{ goalId: 'g1', right: 'Housing', description: 'd' }] },
    },
    {
      who: shelter,
      at: onCase('rehabilitation-plan/goals/g1/progress'),
      body: { status: 'Achieved', on: today, note: 'n' },
    },
    {
      who: shelter,
      at: onCase('follow-ups'),
      body: { on: today, situation: 'Stable', nextOn: daysAgo(-9), note: 'n' },
    },
    { who: shelter, at: onCase('closure'), body: { reason: 'Reintegrated', on: today } },
    { who: shelter, at: onCase('reopening'), body: { reason: 'Other', on: today } },
    { who: police, at: onCase('proceedings'), body: { proceedingId: randomUUID(), ...proceeding() } },
    {
      who: 'prosecutor.osh',
      at: `/proceedings/${proceedingId}/stages`,
      body: { stage: 'Investigation', on: today, ground: 'g' },
    },
    {
      who: 'prosecutor.osh',
      at: `/proceedings/${proceedingId}/requalifications`,
      body: { from: '166', to: '130.1', on: today, ground: 'g' },
    },
    { who: shelter, at: onCase('counselling-notes'), body: { noteId: randomUUID(), text: 't' } },
    { who: shelter, at: onCase('counselling-notes/opening'), body: { passphrase: 'p' } },
    { who: shelter, at: onCase('health-notes'), body: { noteId: randomUUID(), text: 't' } },
    { who: 'police.bishkek', at: onCase('break-glass'), body: { reason: 'She is followed.', hours: 1 } },
    { who: 'dpo', at: `/break-glass/${randomUUID()}/review`, body: { outcome: 'Justified', note: 'n' } },
    { who: 'dpo', at: onCase('subject-requests'), body: { kind: 'Access', receivedOn: today } },
    {
      who: 'dpo',
      at: `/subject-requests/${randomUUID()}/answer`,
      body: { outcome: 'Refused', article: '15', on: today },
    },
    { who: police, at: onCase('transfer-notices'), body: { referralId: path.referralId, on: today, form: 'Oral' } },
    { who: police, at: '/exports', body: { purpose: 'Reporting' } },
    { who: 'police.supervisor', at: `/exports/${randomUUID()}/approval`, body: {} },
    { who: shelter, at: ofShelter('key/requests'), body: { passphrase: 'a long passphrase' } },
    { who: shelter, at: ofShelter('key/members'), body: { user: 'somebody', passphrase: 'p' } },
    { who: shelter, at: ofShelter('key/passphrase'), body: { passphrase: 'p', newPassphrase: 'a long passphrase' } },
    { who: shelter, at: ofShelter('key/recovery-code'), body: { passphrase: 'p' } },
    {
      who: shelter,
      at: ofShelter('key/recovery'),
      body: { recoveryCode: '0'.repeat(32), newPassphrase: 'a long passphrase' },
    },
    { who: shelter, at: ofShelter('shelter-address'), body: { address: 'a' } },
    { who: shelter, at: ofShelter('shelter-address/opening'), body: { passphrase: 'p' } },
    {
      who: 'child.protection',
      at: `/organisations/${organisationOf('child.protection')}/key`,
      body: { passphrase: 'a long passphrase', understood: true },
    },
    { who: 'child.protection', at: `/organisations/${organisationOf('child.protection')}/key/rotation`, body: {} },
    {
      who: 'admin',
      at: '/organisations',
      body: { organisationId: randomUUID(), name: 'N', type: 'NGO', services: ['Legal'], regions: ['KG-N'] },
    },
    {
      who: 'admin',
      at: `/organisations/${organisationOf('consul')}/details`,
      body: { name: 'N', type: 'ConsularService', services: ['SafeReturn'], regions: [] },
    },
  ];
};

const json = { headers: { 'content-type': 'application/json' } };
const unheard = 'Unheard-of-value-41';

describe('a body that cannot be read', () => {
  it.each<[string, string, string, number]>([
    ['broken JSON', 'application/json', `{"narrative": "${unheard}`, 400],
    ['nothing', 'application/json', '', 400],
    ['null', 'application/json', 'null', 400],
    ['a list', 'application/json', `["${unheard}"]`, 400],
    ['an empty list', 'application/json', '[]', 400],
    ['a number', 'application/json', '41', 400],
    ['a text', 'application/json', `"${unheard}"`, 400],
    ['the prototype of all', 'application/json', `{"__proto__": {"gender": "${unheard}"}}`, 400],
    ['a constructor', 'application/json', `{"constructor": {"prototype": {"gender": "${unheard}"}}}`, 400],
    ['text', 'text/plain', unheard, 415],
    ['a form', 'application/x-www-form-urlencoded', `narrative=${unheard}`, 415],
    ['a file', 'multipart/form-data; boundary=x', `--x\r\n\r\n${unheard}\r\n--x--`, 415],
    ['a table', 'text/csv', `narrative\n${unheard}`, 415],
    ['XML', 'application/xml', `<x>${unheard}</x>`, 415],
    ['10 MB', 'application/json', `{"narrative": "${'x'.repeat(10_000_000)}"}`, 413],
  ])('%s', async (_, type, raw, status) => {
    for (const { who, at } of routes()) {
      const answer = await on.call(who, 'POST', at, undefined, { raw, headers: { 'content-type': type } });
      expect([at, answer.status, isProblem(answer)]).toEqual([at, status, true]);
      expect(JSON.stringify(answer.body)).not.toContain(unheard);
    }
  });

  it('is none at all', async () => {
    for (const { who, at, body } of routes().filter(({ body }) => Object.keys(body).length > 0)) {
      const answer = await on.post(who, at, undefined);
      // a correction may leave out everything
      if (at.endsWith('/corrections')) expect(answer.status).toBe(201);
      else expect([at, answer.status, answer.body.errors.length > 0]).toEqual([at, 400, true]);
      expect(body).toBeDefined();
    }
  });

  it('is nested so deep that it would exhaust the stack', async () => {
    const deep = `${'['.repeat(300_000)}${']'.repeat(300_000)}`;
    const answer = await on.call('police.osh', 'POST', '/cases', undefined, { raw: `{"person": ${deep}}`, ...json });
    expect([answer.status, answer.body.errors[0].detail]).toEqual([400, 'is nested too deeply']);
    const objects = `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`;
    expect(
      (await on.call('police.osh', 'POST', '/cases', undefined, { raw: `{"person": ${objects}}`, ...json })).status,
    ).toBe(400);
  });

  it('is wrong in more places than an answer can name', async () => {
    const fields = Object.fromEntries(Array.from({ length: 20_000 }, (_, i) => [`field${i}`, null]));
    const answer = await on.post('police.osh', '/cases', fields);
    expect([answer.status, answer.body.errors.length]).toEqual([400, 50]);
    const items = await on.post(
      'police.osh',
      '/cases',
      intake({ exploitation: Array.from({ length: 50_000 }, () => 'x') }),
    );
    expect(items.status).toBe(400);
  });
});

describe('a field that is wrong is named', () => {
  it.each<[string, unknown, string]>([
    ['entryChannel', 'Pigeon', '/entryChannel'],
    ['entryChannel', ['Police'], '/entryChannel'],
    ['identifiedOn', '2026-02-30', '/identifiedOn'],
    ['identifiedOn', '0000-01-01', '/identifiedOn'],
    ['identifiedOn', '2026-1-1', '/identifiedOn'],
    ['identifiedOn', '2026-01-01T00:00:00Z', '/identifiedOn'],
    ['identifiedOn', 20260101, '/identifiedOn'],
    ['region', 'Osh', '/region'],
    ['ageGroup', 'adult', '/ageGroup'],
    ['gender', {}, '/gender'],
    ['citizenships', [], '/citizenships'],
    ['citizenships', 'KG', '/citizenships'],
    ['citizenships', ['kg'], '/citizenships'],
    ['citizenships', ['QQ'], '/citizenships'],
    ['citizenships', [['KG']], '/citizenships'],
    ['exploitation', ['ForcedLabour', 'x'], '/exploitation'],
    ['exploitation', { 0: 'ForcedLabour' }, '/exploitation'],
    ['countriesOfExploitation', ['Turkey'], '/countriesOfExploitation'],
    ['caseId', 'not-a-uuid', '/caseId'],
    ['caseId', `${randomUUID()}x`, '/caseId'],
    ['person', 'Aiperi', '/person'],
    ['person', [{ name: 'Aiperi' }], '/person'],
    ['person', [], '/person'],
    ['person', { surprise: 1 }, '/person/surprise'],
    ['person', { 'a/b~c': 1 }, '/person/a~1b~0c'],
    ['person', { name: 'x'.repeat(201) }, '/person/name'],
    ['person', { name: '' }, '/person/name'],
    ['person', { name: null }, '/person/name'],
    ['person', { birthDate: '1999-13-01' }, '/person/birthDate'],
    ['person', { phone: '0700' }, '/person/phone'],
    ['person', { email: 'nobody' }, '/person/email'],
    ['person', { name: 'a\u0000b' }, '/person/name'],
    ['narrative', 'x'.repeat(20_001), '/narrative'],
    ['narrative', '\ud800', '/narrative'],
    ['narrative', 'half \udfff of a pair', '/narrative'],
    ['narrative', 7, '/narrative'],
    ['narrative', null, '/narrative'],
    ['constructor', 1, '/constructor'],
    ['hasOwnProperty', 1, '/hasOwnProperty'],
    ['toString', 1, '/toString'],
    ['personId', randomUUID(), '/personId'],
  ])('%s: %j', async (field, value, pointer) => {
    const answer = await on.post('police.osh', '/cases', intake({ [field]: value }));
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject(naming(pointer));
  });

  it('in every route: null, U+0000, and a field that is not asked for', async () => {
    for (const { who, at, body } of routes()) {
      for (const [field, value] of [
        ...Object.keys(body).map((name) => [name, null]),
        ['surprise', 1],
        ['note2', 'a\u0000'],
      ]) {
        const answer = await on.post(who, at, { ...body, [field as string]: value });
        // a referral whose body names no case is refused with every other field too
        expect([at, field, answer.status, answer.body.errors?.[0]?.pointer]).toEqual([at, field, 400, `/${field}`]);
      }
    }
  });

  it('in every text of every route: U+0000 and half a surrogate pair', async () => {
    for (const { who, at, body } of routes()) {
      for (const [field, value] of Object.entries(body)) {
        if (typeof value !== 'string') continue;
        for (const bad of [`${value}\u0000`, `\ud83d${value}`]) {
          const answer = await on.post(who, at, { ...body, [field]: bad });
          expect([at, field, answer.status, answer.body.errors?.[0]?.pointer]).toEqual([at, field, 400, `/${field}`]);
        }
      }
    }
  });

  it('in every date of every route: no real day', async () => {
    const dates = ['identifiedOn', 'decidedOn', 'givenOn', 'on', 'deliveredOn', 'registeredOn', 'nextOn', 'receivedOn'];
    let tried = 0;
    for (const { who, at, body } of routes()) {
      for (const field of dates.filter((name) => name in body)) {
        for (const bad of ['2026-02-30', '0000-12-31', '2026-00-10', 'today', '', '99999-01-01', 1]) {
          const answer = await on.post(who, at, { ...body, [field]: bad });
          expect([at, bad, answer.status, answer.body.errors?.[0]?.pointer]).toEqual([at, bad, 400, `/${field}`]);
          tried += 1;
        }
      }
    }
    expect(tried).toBeGreaterThan(80);
  });

  it('in a referral without a case: with every other', async () => {
    const pointers = ['/caseId', '/to', '/services'].map((pointer) => expect.objectContaining({ pointer }));
    for (const body of [{}, { caseId: 'x' }, { caseId: 7 }, { caseId: [randomUUID()] }]) {
      const answer = await on.post('police.osh', '/referrals', body);
      expect([answer.status, answer.body.errors]).toEqual([400, pointers]);
    }
  });

  it('in an address', async () => {
    const id = randomUUID();
    for (const [at, name] of [
      ['/cases/1/decisions', 'caseId'],
      ['/referrals/x/acceptance', 'referralId'],
      ['/proceedings/x/stages', 'proceedingId'],
      ['/proceedings/x/requalifications', 'proceedingId'],
      [`/cases/${id}/consents/x/withdrawal`, 'consentId'],
    ]) {
      const who = name === 'proceedingId' ? 'prosecutor.osh' : 'police.osh';
      const answer = await on.post(who, at!, {});
      expect([at, answer.status, answer.body.errors?.[0]?.pointer]).toEqual([at, 400, `/path/${name}`]);
    }
    for (const at of ['/cases/%00', `/cases/${id}%00`, "/cases/1'--"]) {
      expect([at, (await on.get('police.osh', at)).status]).toEqual([at, 400]);
    }
    const broken = await on.get('police.osh', '/cases/%ZZ');
    expect([broken.status, isProblem(broken)]).toEqual([400, true]);
    const goal = `/cases/${path.caseId}/rehabilitation-plan/goals/%00/progress`;
    const answer = await on.post('ngo.shelter-osh', goal, { status: 'Achieved', on: today });
    expect([answer.status, answer.body.errors[0].pointer]).toEqual([400, '/path/goalId']);
  });
});

/** Values that are right somewhere. */
const plausible: readonly unknown[] = [
  ...[0, -3, 400].map(daysAgo),
  ...'0001-01-01 KG-GO TR 166 ky Adult Child Unknown ForcedLabour Legal Shelter Other NGO Successful'.split(' '),
  ...'Dismissed Contact Identity Housing Achieved AtRisk Registered police.osh'.split(' '),
  24,
  721,
  randomUUID(),
];
/** Values that somebody in a hurry, or with bad intent, may send. */
const oddValue = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.constantFrom(...plausible),
  },
  fc.constantFrom<unknown>(
    null,
    '',
    ' ',
    0,
    -1,
    1e308,
    true,
    [],
    {},
    [[]],
    [null],
    [{}],
    { 0: 'x' },
    'null',
    '__proto__',
  ),
  fc.constantFrom('2026-02-30', '9999-12-31', '0001-01-01', 'ForcedLabour', 'KG', 'a\u0000', '\ud800', '😀'.repeat(50)),
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.uuid(),
  fc.jsonValue({ maxDepth: 3 }),
);
/** A body with up to two of its values, at any depth, replaced, doubled, taken away or added. */
const mutation = fc.record({
  at: fc.nat(),
  how: fc.constantFrom('replace', 'wrap', 'remove', 'add', 'repeat'),
  value: oddValue,
  name: fc.oneof(
    fc.constantFrom('caseId', 'constructor', 'length', 'type', 'today', 'name', '0'),
    fc.string({ maxLength: 8 }),
  ),
});
type Mutation = typeof mutation extends fc.Arbitrary<infer T> ? T : never;

function mutated(body: unknown, { at, how, value, name }: Mutation): unknown {
  const copy = structuredClone({ body });
  const places: { holder: Record<string, unknown>; key: string }[] = [];
  const visit = (holder: Record<string, unknown>): void => {
    for (const key of Object.keys(holder)) {
      places.push({ holder, key });
      const inner = holder[key];
      if (typeof inner === 'object' && inner !== null) visit(inner as Record<string, unknown>);
    }
  };
  visit(copy);
  const { holder, key } = places[at % places.length]!;
  const inner = holder[key];
  if (how === 'replace') holder[key] = value;
  else if (how === 'wrap') holder[key] = [inner];
  else if (how === 'repeat')
    holder[key] = Array.isArray(inner) ? Array.from({ length: 120 }, () => inner[0]) : [inner, inner];
  else if (how === 'remove') delete holder[key];
  else if (Array.isArray(inner)) inner.push(value);
  else if (typeof inner === 'object' && inner !== null && name !== '__proto__')
    (inner as Record<string, unknown>)[name] = value;
  return copy.body;
}

it('whatever is sent to whatever route: never our fault, and what is stored is as its schema says, sealed', async () => {
  const checks = new Map([...on.catalogue.all()].map((definition) => [definition.type, checkOf(definition)]));
  const seen = new Set<number>();
  let checked = await on.store.head();
  await fc.assert(
    fc.asyncProperty(fc.nat(), fc.array(mutation, { maxLength: 2 }), async (which, mutations) => {
      const all = routes();
      const { who, at, body } = all[which % all.length]!;
      const sent = mutations.reduce<unknown>(mutated, body);
      const answer = await on.post(who, at, sent);
      seen.add(answer.status);
      expect([at, answer.status < 500, answer.status < 300 || isProblem(answer)]).toEqual([at, true, true]);
      const events = await on.store.readAll(checked, 100);
      expect(events.length).toBeLessThanOrEqual(answer.status < 300 ? 1 : 0);
      for (const event of events) {
        const check = checks.get(event.type)!;
        expect([event.type, check(event.data), check.errors]).toEqual([event.type, true, null]);
      }
      checked = await on.store.head();
    }),
    { numRuns: 600 },
  );
  expect([...seen]).toEqual(expect.arrayContaining([200, 201, 400, 409, 422]));
  // and whoever reads afterwards is not in trouble for it
  for (const who of ['police.osh', 'ngo.shelter-osh', 'prosecutor.osh', 'commission.osh']) {
    expect([who, (await path.seenBy(who)).status]).toEqual([who, 200]);
  }
  expect(on.logger.text).toBe('');
}, 120_000);
