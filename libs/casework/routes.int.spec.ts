import { randomUUID } from 'node:crypto';
import {
  type Answer,
  type Application,
  daysAgo,
  intake,
  naming,
  organisationOf,
  Path,
  startApplication,
  userNamed,
} from './application.testing.js';

let on: Application;
beforeAll(async () => {
  on = await startApplication();
}, 60_000);
afterAll(() => on.stop());

const today = daysAgo(0);
const tomorrow = daysAgo(-1);
const consent = () => ({
  purpose: 'Referral',
  recipients: [organisationOf('ngo.shelter-osh')],
  fieldGroups: ['Needs'],
  language: 'ky',
  givenOn: today,
});
const proceeding = () => ({
  office: organisationOf('prosecutor.osh'),
  registerNumber: '01-2026',
  registeredOn: today,
  articles: ['166'],
});
const requalification = { from: '166', to: '170', on: today, ground: 'Expert opinion 12.' };
const decision = {
  status: 'ActualVictimOfTrafficking',
  decidedOn: today,
  decidingBody: 'Interagency Commission, Osh',
  ruleVersion: '2019-493',
  reasons: ['Her account is consistent.'],
};
const goal = { goalId: 'g1', right: 'Housing', description: 'A room' };

/** A case at the shelter of Osh, with a proceeding and a plan: everything that a route can be about. */
async function wholeCase() {
  const path = await new Path(on).atShelter();
  const { body } = await path.step('police.osh', `/cases/${path.caseId}/proceedings`, proceeding());
  await path.step(path.worker, `/cases/${path.caseId}/rehabilitation-plan`, { goals: [goal] });
  return { path, ids: { ...path, proceedingId: body.proceedingId as string } };
}
type Ids = { caseId: string; referralId: string; consentId: string; proceedingId: string };

/** Every writing route of a case: a body that is well formed, who may take the step, who is a party and may not, and whose role may never. */
const routes: {
  path: (ids: Ids) => string;
  body: (ids: Ids) => object;
  may: string;
  party?: string;
  never: string;
}[] = [
  {
    path: ({ caseId }) => `/cases/${caseId}/decisions`,
    body: () => decision,
    may: 'commission.osh',
    never: 'ngo.shelter-osh',
  },
  {
    path: ({ caseId }) => `/cases/${caseId}/corrections`,
    body: () => ({ gender: 'Masculine' }),
    may: 'police.osh',
    never: 'prosecutor.osh',
  },
  {
    path: ({ caseId }) => `/cases/${caseId}/assignments`,
    body: () => ({ assignee: 'ngo.shelter-osh' }),
    may: 'ngo.shelter-osh',
    party: 'police.osh',
    never: 'commission.osh',
  },
  { path: ({ caseId }) => `/cases/${caseId}/consents`, body: consent, may: 'ngo.shelter-osh', never: 'prosecutor.osh' },
  {
    path: ({ caseId, consentId }) => `/cases/${caseId}/consents/${consentId}/withdrawal`,
    body: () => ({ on: today }),
    may: 'police.osh',
    never: 'admin',
  },
  {
    path: () => '/referrals',
    body: ({ caseId }) => ({
      caseId,
      to: organisationOf('ngo.bishkek'),
      services: ['Legal'],
      basis: { vitalInterest: 'She is followed.' },
    }),
    may: 'ngo.shelter-osh',
    party: 'police.osh',
    never: 'rapporteur',
  },
  {
    path: ({ caseId }) => `/cases/${caseId}/assistance-plan`,
    body: () => ({ needs: ['Legal'] }),
    may: 'ngo.shelter-osh',
    never: 'police.osh',
  },
  {
    path: ({ caseId }) => `/cases/${caseId}/services`,
    body: () => ({ service: 'Legal', deliveredOn: today }),
    may: 'ngo.shelter-osh',
    never: 'police.osh',
  },
  {
    path: ({ caseId }) => `/cases/${caseId}/rehabilitation-plan`,
    body: () => ({ goals: [goal] }),
    may: 'ngo.shelter-osh',
    never: 'police.osh',
  },
  {
    path: ({ caseId }) => `/cases/${caseId}/rehabilitation-plan/goals/g1/progress`,
    body: () => ({ status: 'Achieved', on: today }),
    may: 'ngo.shelter-osh',
    never: 'police.osh',
  },
  {
    path: ({ caseId }) => `/cases/${caseId}/follow-ups`,
    body: () => ({ on: today, situation: 'Stable', nextOn: tomorrow }),
    may: 'ngo.shelter-osh',
    party: 'police.osh',
    never: 'analyst',
  },
  {
    path: ({ caseId }) => `/cases/${caseId}/proceedings`,
    body: proceeding,
    may: 'police.osh',
    never: 'ngo.shelter-osh',
  },
  {
    path: ({ proceedingId }) => `/proceedings/${proceedingId}/stages`,
    body: () => ({ stage: 'Investigation', on: today }),
    may: 'prosecutor.osh',
    never: 'ngo.shelter-osh',
  },
  {
    path: ({ proceedingId }) => `/proceedings/${proceedingId}/requalifications`,
    body: () => requalification,
    may: 'prosecutor.osh',
    never: 'ngo.shelter-osh',
  },
  {
    path: ({ referralId }) => `/referrals/${referralId}/completion`,
    body: () => ({ outcome: 'Successful', on: today }),
    may: 'ngo.shelter-osh',
    party: 'police.osh',
    never: 'prosecutor.osh',
  },
  {
    path: ({ caseId }) => `/cases/${caseId}/closure`,
    body: () => ({ reason: 'Reintegrated', on: today }),
    may: 'ngo.shelter-osh',
    party: 'police.osh',
    never: 'commission.osh',
  },
  {
    path: ({ caseId }) => `/cases/${caseId}/reopening`,
    body: () => ({ reason: 'ReturnedForHelp', on: today }),
    may: 'ngo.shelter-osh',
    party: 'police.osh',
    never: 'dpo',
  },
];
/** Takes part in no case of these tests, and has a role that may use the route. */
const stranger: Record<string, string> = {
  'police.osh': 'police.bishkek',
  'ngo.shelter-osh': 'ngo.bishkek',
};
const otherOffice = { ...userNamed('prosecutor.osh'), user: 'prosecutor.naryn', organisationId: randomUUID() };
const otherCommission = { ...userNamed('commission.osh'), user: 'commission.naryn', organisationId: randomUUID() };

const withoutInstance = ({ body }: Answer): object => ({ ...body, instance: '' });

describe('the writing routes of a case', () => {
  let ids: Ids;
  beforeAll(async () => {
    ({ ids } = await wholeCase());
  });

  it.each(
    routes.map(
      (route) =>
        [
          route.path({
            caseId: ':caseId',
            consentId: ':consentId',
            referralId: ':referralId',
            proceedingId: ':proceedingId',
          }),
          route,
        ] as const,
    ),
  )('%s: a role that never may, no part, another part', async (_, route) => {
    const before = (await on.events()).length;
    const [path, body] = [route.path(ids), route.body(ids)];
    expect(await on.post(null, path, body)).toMatchObject({
      status: 401,
      body: { type: 'urn:tirek:problem:not-signed-in' },
    });
    expect(await on.post(route.never, path, body)).toMatchObject({
      status: 403,
      body: { type: 'urn:tirek:problem:not-allowed' },
    });

    const nobody =
      route.may === 'prosecutor.osh'
        ? otherOffice
        : route.may === 'commission.osh'
          ? otherCommission
          : stranger[route.may]!;
    const unknown = {
      caseId: randomUUID(),
      consentId: randomUUID(),
      referralId: randomUUID(),
      proceedingId: randomUUID(),
    };
    const closed = await on.post(nobody, path, body);
    const missing = await on.post(nobody, route.path(unknown), route.body(unknown));
    expect([closed.status, missing.status]).toEqual([404, 404]);
    expect(withoutInstance(closed)).toEqual(withoutInstance(missing));
    expect(closed.type).toBe(missing.type);

    if (route.party) {
      expect(await on.post(route.party, path, body)).toMatchObject({
        status: 403,
        body: { type: 'urn:tirek:problem:not-allowed' },
      });
    }
    expect((await on.events()).length).toBe(before);
  });

  it('go through, in order, for who may', async () => {
    // a process may add what follows from it at any moment
    const written = async () => (await on.events()).filter(({ metadata }) => metadata.actor.role !== 'process');
    for (const route of routes) {
      const before = (await written()).length;
      const answer = await on.post(route.may, route.path(ids), route.body(ids));
      // the referral that the shelter sent is under way: the case is not closed, and so not reopened
      const wrongState = /closure|reopening/.test(route.path(ids));
      expect({ path: route.path(ids), done: answer.status < 300, conflict: answer.status === 409 }).toEqual({
        path: route.path(ids),
        done: !wrongState,
        conflict: wrongState,
      });
      if (wrongState) continue;
      expect((await written()).length).toBe(before + 1);
      expect(Number(answer.position)).toBe((await written()).at(-1)?.position);
    }
  });
});

describe('POST /cases', () => {
  it('answers with the id that was asked for, in lower case', async () => {
    const body = intake();
    const answer = await on.post('police.osh', '/cases', { ...body, caseId: body.caseId.toUpperCase() });
    expect(answer).toMatchObject({ status: 201, body: { caseId: body.caseId } });
    expect(answer.body.caseNumber).toMatch(/^KG-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{2}$/);
    expect((await on.get('police.osh', `/cases/${body.caseId.toUpperCase()}`)).body.caseId).toBe(body.caseId);
  });

  it('is for those who identify', async () => {
    for (const who of ['prosecutor.osh', 'commission.osh', 'rapporteur', 'analyst', 'dpo', 'admin'])
      expect((await on.post(who, '/cases', intake())).status).toBe(403);
    for (const who of ['police.osh', 'police.supervisor', 'ngo.bishkek', 'consul', 'labour', 'child.protection'])
      expect((await on.post(who, '/cases', intake())).status).toBe(201);
  });

  it.each([
    ['a day to come', { identifiedOn: tomorrow }, 422, '/identifiedOn'],
    ['a birth to come', { person: { birthDate: tomorrow } }, 422, '/person/birthDate'],
    ['exploitation both unknown and named', { exploitation: ['Unknown', 'ForcedLabour'] }, 422, '/exploitation'],
  ])('refuses %s', async (_, changes, status, pointer) => {
    const answer = await on.post('police.osh', '/cases', intake(changes));
    expect(answer.status).toBe(status);
    expect(answer.body).toMatchObject(naming(pointer));
  });

  it('refuses an id that is taken', async () => {
    const body = intake();
    await on.post('police.osh', '/cases', body);
    expect(await on.post('ngo.bishkek', '/cases', body)).toMatchObject({
      status: 409,
      body: { type: 'urn:tirek:problem:wrong-state' },
    });
  });
});

describe('refusals with their status and pointer', () => {
  let path: Path;
  let proceedingId: string;
  beforeAll(async () => {
    path = await new Path(on).atShelter();
    proceedingId = (await path.step('police.osh', `/cases/${path.caseId}/proceedings`, proceeding())).body.proceedingId;
    await path.step(path.worker, `/cases/${path.caseId}/rehabilitation-plan`, { goals: [goal] });
  });

  const onCase = (rest: string) => () => `/cases/${path.caseId}/${rest}`;
  const basisOf = (basis: object) => ({ services: ['Legal'], basis });
  it.each<[string, string, () => string, object, number, string | undefined]>([
    [
      'a decision of tomorrow',
      'police.osh',
      onCase('decisions'),
      { ...decision, decidedOn: tomorrow },
      422,
      '/decidedOn',
    ],
    [
      'a decision before the identification',
      'police.osh',
      onCase('decisions'),
      { ...decision, decidedOn: daysAgo(9) },
      422,
      '/decidedOn',
    ],
    ['a correction to tomorrow', 'police.osh', onCase('corrections'), { identifiedOn: tomorrow }, 422, '/identifiedOn'],
    [
      'a corrected birth to come',
      'police.osh',
      onCase('corrections'),
      { person: { birthDate: tomorrow } },
      422,
      '/person/birthDate',
    ],
    ['a consent of tomorrow', 'police.osh', onCase('consents'), { ...consent(), givenOn: tomorrow }, 422, '/givenOn'],
    [
      'a withdrawal of tomorrow',
      'police.osh',
      () => `/cases/${path.caseId}/consents/${path.consentId}/withdrawal`,
      { on: tomorrow },
      422,
      '/on',
    ],
    [
      'a withdrawal before the consent',
      'police.osh',
      () => `/cases/${path.caseId}/consents/${path.consentId}/withdrawal`,
      { on: daysAgo(1) },
      422,
      '/on',
    ],
    [
      'a withdrawal of no consent',
      'police.osh',
      onCase(`consents/${randomUUID()}/withdrawal`),
      { on: today },
      404,
      undefined,
    ],
    [
      'a service of tomorrow',
      'ngo.shelter-osh',
      onCase('services'),
      { service: 'Legal', deliveredOn: tomorrow },
      422,
      '/deliveredOn',
    ],
    [
      'two goals of one label',
      'ngo.shelter-osh',
      onCase('rehabilitation-plan'),
      { goals: [goal, goal] },
      422,
      '/goals/1/goalId',
    ],
    [
      'progress of tomorrow',
      'ngo.shelter-osh',
      onCase('rehabilitation-plan/goals/g1/progress'),
      { status: 'Achieved', on: tomorrow },
      422,
      '/on',
    ],
    [
      'progress on no goal',
      'ngo.shelter-osh',
      onCase('rehabilitation-plan/goals/none/progress'),
      { status: 'Achieved', on: today },
      404,
      undefined,
    ],
    [
      'a follow-up of tomorrow',
      'ngo.shelter-osh',
      onCase('follow-ups'),
      { on: tomorrow, situation: 'Stable' },
      422,
      '/on',
    ],
    [
      'a next follow-up before this one',
      'ngo.shelter-osh',
      onCase('follow-ups'),
      { on: today, nextOn: daysAgo(1), situation: 'Stable' },
      422,
      '/nextOn',
    ],
    [
      'a proceeding of tomorrow',
      'police.osh',
      onCase('proceedings'),
      { ...proceeding(), registeredOn: tomorrow },
      422,
      '/registeredOn',
    ],
    [
      'a proceeding given to no prosecutor',
      'police.osh',
      onCase('proceedings'),
      { ...proceeding(), office: organisationOf('ngo.bishkek') },
      422,
      '/office',
    ],
    [
      'a stage of tomorrow',
      'prosecutor.osh',
      () => `/proceedings/${proceedingId}/stages`,
      { stage: 'Investigation', on: tomorrow },
      422,
      '/on',
    ],
    [
      'a stage before the registration',
      'prosecutor.osh',
      () => `/proceedings/${proceedingId}/stages`,
      { stage: 'Investigation', on: daysAgo(1) },
      422,
      '/on',
    ],
    [
      'a dismissal without a ground',
      'prosecutor.osh',
      () => `/proceedings/${proceedingId}/stages`,
      { stage: 'Dismissed', on: today },
      422,
      '/ground',
    ],
    [
      'a stage that does not follow',
      'prosecutor.osh',
      () => `/proceedings/${proceedingId}/stages`,
      { stage: 'Convicted', on: today },
      409,
      undefined,
    ],
    [
      'a requalification of an article that the proceeding is not under',
      'prosecutor.osh',
      () => `/proceedings/${proceedingId}/requalifications`,
      { ...requalification, from: '171' },
      422,
      '/from',
    ],
    [
      'a requalification to the same article',
      'prosecutor.osh',
      () => `/proceedings/${proceedingId}/requalifications`,
      { ...requalification, to: '166' },
      422,
      '/to',
    ],
    [
      'a requalification before the registration',
      'police.osh',
      () => `/proceedings/${proceedingId}/requalifications`,
      { ...requalification, on: daysAgo(1) },
      422,
      '/on',
    ],
    [
      'a requalification on a blank ground',
      'police.osh',
      () => `/proceedings/${proceedingId}/requalifications`,
      { ...requalification, ground: ' ' },
      422,
      '/ground',
    ],
    [
      'closing with a referral under way',
      'ngo.shelter-osh',
      onCase('closure'),
      { reason: 'Reintegrated', on: today },
      409,
      undefined,
    ],
    ['reopening what is open', 'ngo.shelter-osh', onCase('reopening'), { reason: 'Other', on: today }, 409, undefined],
    ['a second acceptance', 'ngo.shelter-osh', () => `/referrals/${path.referralId}/acceptance`, {}, 409, undefined],
    [
      'a second handover',
      'ngo.shelter-osh',
      () => `/referrals/${path.referralId}/handover`,
      { on: today },
      409,
      undefined,
    ],
    [
      'an end of tomorrow',
      'ngo.shelter-osh',
      () => `/referrals/${path.referralId}/completion`,
      { outcome: 'Successful', on: tomorrow },
      422,
      '/on',
    ],
    [
      'failure without a reason',
      'ngo.shelter-osh',
      () => `/referrals/${path.referralId}/completion`,
      { outcome: 'NotSuccessful', on: today },
      422,
      '/reason',
    ],
    [
      'success with a reason',
      'ngo.shelter-osh',
      () => `/referrals/${path.referralId}/completion`,
      { outcome: 'Successful', reason: 'Other', on: today },
      422,
      '/reason',
    ],
    [
      'a recall after the arrival',
      'police.osh',
      () => `/referrals/${path.referralId}/recall`,
      { reason: 'SentInError' },
      409,
      undefined,
    ],
    [
      'a confirmation before the arrival',
      'police.osh',
      () => `/referrals/${path.referralId}/handover`,
      { on: daysAgo(1) },
      422,
      '/on',
    ],
  ])('%s', async (_, who, address, body, status, pointer) => {
    const before = (await on.events()).length;
    const answer = await on.post(who, address(), body);
    expect([answer.status, answer.body.errors?.[0]?.pointer]).toEqual([status, pointer]);
    expect(answer.type).toContain('application/problem+json');
    expect((await on.events()).length).toBe(before);
  });

  it.each<[string, object, string]>([
    ['an organisation that is not there', { to: randomUUID() }, '/to'],
    ['a service it does not offer', { services: ['Legal', 'SafeReturn'] }, '/services/1'],
    ['nothing', {}, '/basis'],
    ['two grounds', basisOf({ legalBasis: 'x', vitalInterest: 'y' }), '/basis'],
    ['a legal basis, for an adult', basisOf({ legalBasis: 'x' }), '/basis/legalBasis'],
    ['a consent that is not hers', basisOf({ consentId: randomUUID() }), '/basis/consentId'],
  ])('a referral on or to %s', async (_, changes, pointer) => {
    const body = { caseId: path.caseId, to: organisationOf('ngo.bishkek'), services: ['Legal'], ...changes };
    const answer = await on.post('ngo.shelter-osh', '/referrals', body);
    expect([answer.status, answer.body.errors?.[0]?.pointer]).toEqual([422, pointer]);
  });

  it('a referral to oneself', async () => {
    const { caseId } = await new Path(on).logged();
    const body = { caseId, to: organisationOf('police.osh'), services: ['Legal'] };
    const answer = await on.post('police.osh', '/referrals', body);
    expect([answer.status, answer.body.errors?.[0]?.pointer]).toEqual([422, '/to']);
  });

  it('a consent that names another receiver, other groups, another purpose, or was withdrawn', async () => {
    const give = async (changes: object): Promise<string> =>
      (
        await path.step('ngo.shelter-osh', `/cases/${path.caseId}/consents`, {
          ...consent(),
          recipients: [organisationOf('ngo.bishkek')],
          ...changes,
        })
      ).body.consentId;
    const withdrawn = await give({});
    await path.step('ngo.shelter-osh', `/cases/${path.caseId}/consents/${withdrawn}/withdrawal`, { on: today });
    const send = async (consentId: string, fieldGroups: string[] = ['Needs']) => {
      const answer = await on.post('ngo.shelter-osh', '/referrals', {
        caseId: path.caseId,
        to: organisationOf('ngo.bishkek'),
        services: ['Legal'],
        fieldGroups,
        basis: { consentId },
      });
      return [answer.status, answer.body.errors?.[0]?.pointer];
    };
    expect(await send(withdrawn)).toEqual([422, '/basis/consentId']);
    expect(await send(await give({ recipients: [organisationOf('consul')] }))).toEqual([422, '/basis/consentId']);
    expect(await send(await give({ purpose: 'Assistance' }))).toEqual([422, '/basis/consentId']);
    expect(await send(await give({ fieldGroups: ['Needs'] }), ['Needs', 'Identity'])).toEqual([422, '/fieldGroups/1']);
  });
});

describe('the two sides of a referral', () => {
  it('each take their own steps', async () => {
    const path = await (await (await new Path(on).logged()).consented()).referred();
    const to = (step: string) => `/referrals/${path.referralId}/${step}`;
    const forbidden = { status: 403, body: { type: 'urn:tirek:problem:not-allowed' } };
    expect(await on.post('police.osh', to('acceptance'), {})).toMatchObject(forbidden);
    expect(await on.post('police.osh', to('decline'), { reason: 'Other' })).toMatchObject(forbidden);
    expect(await on.post('ngo.shelter-osh', to('recall'), { reason: 'Other' })).toMatchObject(forbidden);
    expect(await on.post('ngo.shelter-osh', to('handover'), { on: today })).toMatchObject(forbidden);
    expect(await on.post('ngo.bishkek', to('acceptance'), {})).toMatchObject({ status: 404 });
    await path.accepted();
    expect(await on.post('police.osh', to('handover'), { on: today })).toMatchObject({ status: 409 });
    expect(await on.post('police.osh', to('completion'), { outcome: 'Successful', on: today })).toMatchObject(
      forbidden,
    );
    await path.arrived();
    expect(await on.post('police.osh', to('handover'), { on: today })).toMatchObject({ status: 200 });
    expect((await on.store.readStream(`referral-${path.referralId}`)).map(({ type }) => type)).toEqual([
      'ReferralSent',
      'ReferralAccepted',
      'ReferralHandedOver',
      'HandoverConfirmed',
    ]);
  });

  it('are no sides of another referral of the same case, nor is a referral a proceeding', async () => {
    const first = await new Path(on).atShelter();
    const { body } = await first.step('police.osh', `/cases/${first.caseId}/proceedings`, proceeding());
    expect(await on.post('police.osh', `/referrals/${body.proceedingId}/recall`, { reason: 'Other' })).toMatchObject({
      status: 404,
    });
    expect(
      await on.post('police.osh', `/proceedings/${first.referralId}/stages`, { stage: 'Investigation', on: today }),
    ).toMatchObject({ status: 404 });
  });

  it('keep their referral when a proceeding of another case is given its id', async () => {
    const path = await (await (await new Path(on).logged()).consented()).referred();
    const other = await new Path(on, 'police.bishkek').logged();
    await other.step('police.bishkek', `/cases/${other.caseId}/proceedings`, {
      ...proceeding(),
      proceedingId: path.referralId,
    });
    await path.accepted();
    expect((await path.seenBy('ngo.shelter-osh')).status).toBe(200);
  });
});

describe('the directory', () => {
  const details = { name: 'Women of Naryn', type: 'NGO', services: ['Legal'], regions: ['KG-N'] };

  it('is the administrator’s', async () => {
    for (const who of ['police.osh', 'ngo.bishkek', 'prosecutor.osh', 'rapporteur', 'dpo'])
      expect((await on.post(who, '/organisations', details)).status).toBe(403);
    const { status, body } = await on.post('admin', '/organisations', details);
    expect(status).toBe(201);
    const changed = await on.post('admin', `/organisations/${body.organisationId.toUpperCase()}/details`, {
      ...details,
      services: ['Legal', 'Shelter'],
    });
    expect(changed).toMatchObject({ status: 200, body });
    const found = await on.get('police.osh', '/organisations?service=Shelter&region=KG-N', { after: changed.position });
    expect(found.body.items).toContainEqual(
      expect.objectContaining({ organisationId: body.organisationId, name: details.name }),
    );
    const same = await on.post('admin', `/organisations/${body.organisationId}/details`, {
      ...details,
      services: ['Shelter', 'Legal'],
    });
    expect(same).toMatchObject({ status: 200, position: changed.position });
  });

  it('refuses an id that is taken, one that is unknown and one that is none', async () => {
    const organisationId = organisationOf('consul');
    expect((await on.post('admin', '/organisations', { ...details, organisationId })).status).toBe(409);
    expect((await on.post('admin', `/organisations/${randomUUID()}/details`, details)).status).toBe(404);
    const malformed = await on.post('admin', '/organisations/consul/details', details);
    expect([malformed.status, malformed.body.errors[0].pointer]).toEqual([400, '/path/organisationId']);
  });
});

it('marks a training case on every event, whatever the later requests say', async () => {
  const { body } = await on.post('police.osh', '/cases', intake(), { headers: { 'tirek-exercise': 'true' } });
  await on.post('police.osh', `/cases/${body.caseId}/assignments`, { assignee: 'police.osh' });
  const real = await new Path(on).logged();
  await on.post(
    'police.osh',
    `/cases/${real.caseId}/assignments`,
    { assignee: 'police.osh' },
    { headers: { 'tirek-exercise': 'true' } },
  );
  const exercise = async (caseId: string) =>
    (await on.store.readStream(`case-${caseId}`)).map(({ metadata }) => metadata.exercise);
  expect(await exercise(body.caseId)).toEqual([true, true]);
  expect(await exercise(real.caseId)).toEqual([false, false]);
});

it('does not guess whether a case is a training case', async () => {
  for (const header of ['TRUE', '1', 'yes', '']) {
    const answer = await on.post('police.osh', '/cases', intake(), { headers: { 'tirek-exercise': header } });
    expect([header, answer.status, answer.body.errors?.[0]?.pointer]).toEqual([header, 400, '/headers/tirek-exercise']);
  }
});
