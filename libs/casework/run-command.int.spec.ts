import { randomUUID } from 'node:crypto';
import { readersProjection } from '#audit';
import { derivedId, timeOrderedId } from '#kernel';
import { ProjectionRunners } from '#projections';
import {
  type Application,
  daysAgo,
  intake,
  naming,
  organisationOf,
  Path,
  startApplication,
} from './application.testing.js';

let on: Application;
beforeAll(async () => {
  on = await startApplication();
}, 60_000);
afterAll(() => on.stop());

const eventsOf = async (stream: string) => (await on.store.readStream(stream)).map(({ type }) => type);
const count = async () => (await on.events()).length;
const decision = (changes: object = {}) => ({
  status: 'ActualVictimOfTrafficking',
  decidedOn: daysAgo(0),
  decidingBody: 'Interagency Commission, Osh',
  ruleVersion: '2019-493',
  reasons: ['Her account is consistent.'],
  ...changes,
});

describe('a request sent again under its key', () => {
  it('has the same answer and position, and adds no event', async () => {
    const [key, body] = [randomUUID(), intake()];
    const first = await on.post('police.osh', '/cases', body, { key });
    const before = await count();
    const again = await on.post('police.osh', '/cases', body, { key });
    expect({ status: again.status, body: again.body, position: again.position }).toEqual({
      status: 201,
      body: first.body,
      position: first.position,
    });
    expect(await count()).toBe(before);
  });

  it('names the same things that the server made', async () => {
    const key = randomUUID();
    const { caseId: _, ...body } = intake();
    const first = await on.post('police.osh', '/cases', body, { key });
    const again = await on.post('police.osh', '/cases', body, { key });
    expect(again.body).toEqual(first.body);
    expect(await eventsOf(`case-${first.body.caseId}`)).toEqual(['IdentificationLogged']);
  });

  it('has its answer though the state has moved on', async () => {
    const path = await (await new Path(on).logged()).consented();
    const key = randomUUID();
    const body = {
      caseId: path.caseId,
      to: organisationOf(path.worker),
      services: ['Shelter'],
      basis: { consentId: path.consentId },
    };
    const sent = await on.post('police.osh', '/referrals', body, { key });
    await on.post('ngo.shelter-osh', `/referrals/${sent.body.referralId}/acceptance`, {});
    expect(await on.post('police.osh', '/referrals', body, { key })).toMatchObject({
      status: 201,
      body: sent.body,
      position: sent.position,
    });
  });

  it('is one case when ten of it arrive at once', async () => {
    const [key, body] = [randomUUID(), intake()];
    const answers = await Promise.all(Array.from({ length: 10 }, () => on.post('police.osh', '/cases', body, { key })));
    expect(new Set(answers.map(({ status, position }) => `${status} ${position}`)).size).toBe(1);
    expect(answers[0]!.status).toBe(201);
    expect(await eventsOf(`case-${body.caseId}`)).toEqual(['IdentificationLogged']);
  });

  it('is refused when it asks for something else', async () => {
    const [key, body] = [randomUUID(), intake()];
    await on.post('police.osh', '/cases', body, { key });
    const before = await count();
    const other = await on.post('police.osh', '/cases', { ...body, gender: 'Masculine' }, { key });
    expect(other).toMatchObject({ status: 422, body: { type: 'urn:tirek:problem:key-reused' } });
    expect(other.body).toMatchObject(naming('/headers/idempotency-key'));
    const elsewhere = await on.post('police.osh', '/cases', intake(), { key });
    expect(elsewhere).toMatchObject({ status: 422, body: { type: 'urn:tirek:problem:key-reused' } });
    expect(await count()).toBe(before);
  });

  it('is another request when another person sends it', async () => {
    const key = randomUUID();
    const first = await on.post('police.osh', '/cases', intake(), { key });
    const second = await on.post('police.bishkek', '/cases', intake(), { key });
    expect([first.status, second.status]).toEqual([201, 201]);
  });

  it.each([undefined, '', 'has a space in it', 'x'.repeat(129), 'ключ-ключ'])(
    'needs a key that can be one: %j cannot',
    async (key) => {
      const answer = await on.post('police.osh', '/cases', intake(), { headers: { 'idempotency-key': key } });
      expect(answer).toMatchObject({ status: 400, body: { type: 'urn:tirek:problem:malformed-request' } });
      expect(answer.body).toMatchObject(naming('/headers/idempotency-key'));
    },
  );
});

describe('two writers of one stream', () => {
  it('are decided one after the other: the second sees what the first did', async () => {
    const { caseId } = await new Path(on).logged();
    const answers = await Promise.all(
      Array.from({ length: 4 }, () => on.post('police.osh', `/cases/${caseId}/decisions`, decision())),
    );
    expect(answers.map(({ status }) => `${status}`).sort()).toEqual(['201', '409', '409', '409']);
    expect(await eventsOf(`case-${caseId}`)).toEqual(['IdentificationLogged', 'StatusDecided']);
  });

  it('both go through when the one does not stand in the way of the other', async () => {
    const { caseId } = await new Path(on).logged();
    const answers = await Promise.all([
      on.post('police.osh', `/cases/${caseId}/assignments`, { assignee: 'police.osh' }),
      on.post('police.supervisor', `/cases/${caseId}/corrections`, { ageGroup: 'Unknown' }),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([201, 201]);
    expect((await eventsOf(`case-${caseId}`)).sort()).toEqual([
      'CaseAssigned',
      'IdentificationCorrected',
      'IdentificationLogged',
    ]);
  });
});

describe('a refused command', () => {
  it('leaves nothing behind', async () => {
    const path = await new Path(on).logged();
    const before = await count();
    const refusals = await Promise.all([
      on.post('police.osh', '/cases', intake({ identifiedOn: daysAgo(-2) })),
      on.post('police.osh', `/cases/${path.caseId}/decisions`, decision({ decidedOn: daysAgo(5) })),
      on.post('police.osh', '/referrals', {
        caseId: path.caseId,
        to: organisationOf('ngo.bishkek'),
        services: ['Shelter'],
      }),
    ]);
    expect(refusals.map(({ status }) => status)).toEqual([422, 422, 422]);
    expect(refusals.map(({ body }) => body.errors[0].pointer)).toEqual(['/identifiedOn', '/decidedOn', '/basis']);
    expect(await count()).toBe(before);
  });

  it('does not use up its key', async () => {
    const key = randomUUID();
    expect((await on.post('police.osh', '/cases', intake({ identifiedOn: daysAgo(-2) }), { key })).status).toBe(422);
    expect((await on.post('police.osh', '/cases', intake(), { key })).status).toBe(201);
  });
});

it('says "not now" of what a newer version has written', async () => {
  const { caseId } = await new Path(on).logged();
  const newer = (await on.store.readStream(`case-${caseId}`))[0]!;
  await on.store.append(`consent-${caseId}`, -1, [
    {
      ...newer,
      eventId: timeOrderedId(),
      type: 'ConsentGiven',
      schemaVersion: 99,
      metadata: { ...newer.metadata, commandId: derivedId('newer', caseId) },
    },
  ]);
  const answer = await on.post('police.osh', `/cases/${caseId}/consents`, {
    purpose: 'Referral',
    recipients: [organisationOf('ngo.shelter-osh')],
    fieldGroups: ['Needs'],
    language: 'ky',
    givenOn: daysAgo(0),
  });
  expect(answer).toMatchObject({ status: 503, body: { type: 'urn:tirek:problem:not-ready' } });
  expect(answer.headers['retry-after']).toMatch(/^\d+$/);
});

describe('what is said of people', () => {
  /** Words that stand nowhere else, each in a field of its own. */
  const secrets = {
    name: 'Zarlykova',
    identityNumber: 'ID4471882',
    birthDate: '1987-07-19',
    phone: '+996555443322',
    email: 'quillon@example.org',
    safeContact: 'whistle-thrice',
    address: 'Juniper-lane-77',
    narrative: 'brickyard-tale',
    needs: 'asthma-inhaler',
    reasons: 'ledger-proof',
    correction: 'misheard-reason',
    legalBasis: 'article-of-protection',
    referralNote: 'speaks-softly',
    declineNote: 'brother-works-here',
    goal: 'recover-the-harvest-pay',
    serviceNote: 'slept-at-last',
    right: 'passport-from-the-drawer',
    progressNote: 'queue-of-ghosts',
    followUpNote: 'afraid-of-the-bus',
    registerNumber: 'REG-0098-XQ',
    ground: 'witness-fell-silent',
  };

  it('is nowhere in the database in clear, and not in the log', async () => {
    const path = await new Path(on).logged({
      ageGroup: 'Child',
      person: {
        name: secrets.name,
        identityNumber: secrets.identityNumber,
        birthDate: secrets.birthDate,
        phone: secrets.phone,
        email: secrets.email,
        safeContact: secrets.safeContact,
        address: secrets.address,
      },
      narrative: secrets.narrative,
      needs: secrets.needs,
    });
    const { caseId } = path;
    await path.step('police.osh', `/cases/${caseId}/decisions`, decision({ reasons: [secrets.reasons] }));
    await path.step('police.osh', `/cases/${caseId}/corrections`, {
      gender: 'Masculine',
      reason: secrets.correction,
    });
    const onLaw = { basis: { legalBasis: secrets.legalBasis }, note: secrets.referralNote };
    await path.referred({ ...onLaw, to: organisationOf('ngo.bishkek') });
    await path.step('ngo.bishkek', `/referrals/${path.referralId}/decline`, {
      reason: 'NoCapacity',
      note: secrets.declineNote,
    });
    await (await (await path.referred(onLaw)).accepted()).arrived();
    await path.step(path.worker, `/cases/${caseId}/assistance-plan`, {
      needs: ['Legal'],
      goals: [{ goalId: 'g1', service: 'Legal', description: secrets.goal }],
    });
    await path.step(path.worker, `/cases/${caseId}/services`, {
      service: 'Shelter',
      deliveredOn: daysAgo(0),
      note: secrets.serviceNote,
    });
    await path.step(path.worker, `/cases/${caseId}/rehabilitation-plan`, {
      goals: [{ goalId: 'r1', right: 'IdentityDocuments', description: secrets.right }],
    });
    await path.step(path.worker, `/cases/${caseId}/rehabilitation-plan/goals/r1/progress`, {
      status: 'InProgress',
      on: daysAgo(0),
      note: secrets.progressNote,
    });
    await path.step(path.worker, `/cases/${caseId}/follow-ups`, {
      on: daysAgo(0),
      situation: 'AtRisk',
      note: secrets.followUpNote,
    });
    const proceeding = await path.step('police.osh', `/cases/${caseId}/proceedings`, {
      office: organisationOf('prosecutor.osh'),
      registerNumber: secrets.registerNumber,
      registeredOn: daysAgo(0),
      articles: ['166'],
    });
    await path.step('prosecutor.osh', `/proceedings/${proceeding.body.proceedingId}/stages`, {
      stage: 'Dismissed',
      on: daysAgo(0),
      ground: secrets.ground,
    });
    const [head, headOfReads] = await Promise.all([on.store.head(), on.readLog.head()]);
    for (const [name, runner] of on.app.get(ProjectionRunners, { strict: false }).all()) {
      expect(await runner.waitFor(name === readersProjection.name ? headOfReads : head, 10_000)).toBe(true);
    }

    const { rows: tables } = await on.pool.query<{ name: string }>(
      `select format('%I.%I', schemaname, tablename) as name from pg_tables
        where schemaname not in ('pg_catalog', 'information_schema')`,
    );
    expect(tables.length).toBeGreaterThan(10);
    const found: string[] = [];
    for (const { name } of tables) {
      const { rows } = await on.pool.query<{ text: string }>(`select t::text as text from ${name} t`);
      const text = rows
        .map((row) => row.text)
        .join('\n')
        .toLowerCase();
      for (const [field, secret] of Object.entries(secrets)) {
        const bytes = Buffer.from(secret).toString('hex');
        if (text.includes(secret.toLowerCase()) || text.includes(bytes)) found.push(`${field} in ${name}`);
      }
    }
    expect(found).toEqual([]);
    expect(Object.values(secrets).filter((secret) => on.logger.text.includes(secret))).toEqual([]);

    // and it was stored at all: whoever may, reads it
    const officer = JSON.stringify((await path.seenBy('police.osh')).body);
    const worker = JSON.stringify((await path.seenBy(path.worker)).body);
    for (const field of ['name', 'identityNumber', 'birthDate', 'phone', 'email', 'safeContact', 'address'] as const)
      expect(officer).toContain(secrets[field]);
    expect(officer).toContain(secrets.narrative);
    expect(officer).toContain(secrets.registerNumber);
    for (const field of ['goal', 'serviceNote', 'right', 'followUpNote'] as const)
      expect(worker).toContain(secrets[field]);
  });

  it('stands sealed in its events', async () => {
    const { caseId } = await new Path(on).logged();
    const [logged] = await on.store.readStream(`case-${caseId}`);
    const { person, narrative } = logged!.data as { person: Record<string, string>; narrative: string };
    for (const text of [...Object.values(person), narrative]) expect(text).toMatch(/^sealed\.v1\.[\w-]+$/);
    expect(Object.keys(person).sort()).toEqual(['birthDate', 'name', 'phone']);
  });

  it('cannot be a text that was sealed elsewhere', async () => {
    const { caseId } = await new Path(on).logged();
    const [logged] = await on.store.readStream(`case-${caseId}`);
    const { narrative } = logged!.data as { narrative: string };
    const answer = await on.post('police.osh', '/cases', intake({ narrative }));
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject(naming('/narrative'));
  });
});
