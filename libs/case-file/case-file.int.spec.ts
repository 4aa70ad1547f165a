import { ProjectionRunners } from '#projections';
import {
  type Application,
  daysAgo,
  naming,
  organisationOf,
  Path,
  startApplication,
} from '../casework/application.testing.js';
import { describeProjection } from '../projections/projection.testing.js';
import { caseFileProjection } from './case-file.projection.js';

describeProjection(caseFileProjection);

describe('GET /cases/{caseId}', () => {
  let on: Application;
  beforeAll(async () => {
    on = await startApplication();
  }, 60_000);
  afterAll(() => on.stop());
  const today = daysAgo(0);
  const types = ({ body }: { body: { timeline: { type: string }[] } }) => body.timeline.map(({ type }) => type);

  it('is 404 to whoever has no part, as for an id that does not exist; 403 to a role that opens no file', async () => {
    const { caseId } = await new Path(on).logged();
    const missing = await on.get('ngo.bishkek', '/cases/00000000-0000-4000-8000-000000000000');
    for (const who of ['ngo.bishkek', 'police.bishkek', 'prosecutor.osh', 'consul', 'child.protection']) {
      const { status, body, type } = await on.get(who, `/cases/${caseId}`);
      expect([who, status, type, { ...body, instance: '' }]).toEqual([
        who,
        404,
        missing.type,
        { ...missing.body, instance: '' },
      ]);
    }
    for (const who of ['rapporteur', 'analyst', 'dpo', 'admin']) {
      expect([who, (await on.get(who, `/cases/${caseId}`)).status]).toEqual([who, 403]);
    }
    expect((await on.get(null, `/cases/${caseId}`)).status).toBe(401);
  });

  it('shows whoever is offered a referral coarse facts and the offer, and nothing more', async () => {
    const path = await (
      await (await new Path(on).logged()).consented(['Identity', 'Contact', 'Narrative'])
    ).referred({ fieldGroups: ['Identity'] });
    const { body } = await path.seenBy('ngo.shelter-osh');
    expect(Object.keys(body).sort()).toEqual([
      'assisted',
      'caseId',
      'caseNumber',
      'erased',
      'facts',
      'hidden',
      'offer',
      'stage',
      'status',
      'timeline',
    ]);
    expect(body.facts).toEqual({ ageGroup: 'Adult', gender: 'Feminine' });
    expect(body.hidden).toEqual(['Contact', 'Identity', 'Narrative']);
    expect(types({ body })).toEqual(['ReferralSent']);
  });

  it('tells each step by whom, about what, and what was said in codes, as far as the reader may know', async () => {
    const path = await new Path(on).atShelter();
    await path.step('ngo.shelter-osh', `/cases/${path.caseId}/services`, {
      service: 'Shelter',
      deliveredOn: today,
      note: 'a room',
    });
    const steps = async (who: string) =>
      (await path.seenBy(who)).body.timeline as { type: string; organisationId?: string; user?: string }[];
    const [shelter, police] = [await steps('ngo.shelter-osh'), await steps('police.osh')];
    const line = { occurredAt: expect.any(String), recordedAt: expect.any(String) };
    const about = { kind: 'Referral', id: path.referralId };
    const given = { ...line, type: 'ServiceDelivered', organisationId: organisationOf('ngo.shelter-osh') };
    expect(shelter.at(-1)).toEqual({
      ...given,
      role: 'ngo-caseworker',
      user: 'ngo.shelter-osh',
      detail: { service: 'Shelter' },
    });
    expect(police.at(-1)).toEqual({ ...given, role: 'ngo-caseworker' });
    expect(shelter.find(({ type }) => type === 'ReferralSent')).toEqual({
      ...line,
      type: 'ReferralSent',
      organisationId: organisationOf('police.osh'),
      role: 'police-officer',
      about,
      detail: { services: ['Shelter'] },
    });
    expect(police.find(({ type }) => type === 'ReferralSent')).toMatchObject({ about, user: 'police.osh' });
    // nobody is told a user of another organisation
    for (const [who, seen] of [['ngo.shelter-osh', shelter] as const, ['police.osh', police] as const]) {
      for (const { organisationId, user } of seen) {
        expect(user).toBe(organisationId === organisationOf(who) ? who : undefined);
      }
    }
  });

  it('says of a decision which organisation recorded it', async () => {
    const path = await new Path(on).logged();
    await path.step('police.osh', `/cases/${path.caseId}/decisions`, {
      status: 'ActualVictimOfTrafficking',
      decidedOn: today,
      decidingBody: 'Police of Osh',
      ruleVersion: '2019-493',
      reasons: ['said'],
    });
    expect((await path.seenBy('police.osh')).body.decisions).toMatchObject([
      { status: 'ActualVictimOfTrafficking', organisationId: organisationOf('police.osh') },
    ]);
  });

  it('is as it was known at a moment or at the end of a day, with the rights of today', async () => {
    const path = await new Path(on).atShelter();
    const { body } = await path.seenBy('police.osh');
    const at = async (asOf: string, who = 'police.osh') =>
      on.get(who, `/cases/${path.caseId}?asOf=${encodeURIComponent(asOf)}`);
    for (const [index, entry] of body.timeline.entries()) {
      const then = await at(entry.recordedAt);
      expect(types(then).slice(0, index + 1)).toEqual(types({ body }).slice(0, index + 1));
      expect(
        then.body.timeline.every(
          ({ recordedAt }: { recordedAt: string }) => Date.parse(recordedAt) <= Date.parse(entry.recordedAt),
        ),
      ).toBe(true);
    }
    const first = await at(body.timeline[0].recordedAt);
    expect(first.body).toMatchObject({ stage: 'Identified', holder: organisationOf('police.osh') });
    expect((await at(today)).body).toMatchObject({ stage: 'InAssistance', holder: organisationOf('ngo.shelter-osh') });
    // the shelter had no part then, and has one today
    expect((await at(body.timeline[0].recordedAt, 'ngo.shelter-osh')).body.person).toEqual({ phone: '+996700000001' });
    const offset = new Date(Date.parse(body.timeline.at(-1).recordedAt) + 6 * 3_600_000)
      .toISOString()
      .replace('Z', '+06:00');
    expect(types(await at(offset))).toEqual(types({ body }));
  });

  it.each([
    ['2020-01-01', 'before it was recorded'],
    ['2026-02-30', 'no day'],
    ['2026-02-30T10:00:00Z', 'no day'],
    ['2026-01-01T25:00:00Z', 'no hour'],
    ['2026-01-01T10:00:00', 'no time zone'],
    ['yesterday', 'no date'],
    ['', 'nothing'],
  ])('refuses asOf=%s: %s', async (asOf) => {
    const { caseId } = await new Path(on).logged();
    const answer = await on.get('police.osh', `/cases/${caseId}?asOf=${asOf}`);
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject(naming('/asOf'));
  });

  it('refuses a question it does not know, and one asked twice', async () => {
    const { caseId } = await new Path(on).logged();
    for (const [query, pointer] of [
      ['at=2026-01-01', '/at'],
      ['asOf=2026-01-01&asOf=2026-01-02', '/asOf'],
    ]) {
      const answer = await on.get('police.osh', `/cases/${caseId}?${query}`);
      expect([query, answer.status, answer.body.errors?.[0]?.pointer]).toEqual([query, 400, pointer]);
    }
  });

  it('is read at once by whoever wrote, and says when it cannot be', async () => {
    const path = await new Path(on).logged();
    const seen = await path.seenBy('police.osh');
    expect(seen.headers).not.toHaveProperty('tirek-stale');
    expect(seen.headers).toMatchObject({ 'tirek-mode': 'demonstration', 'cache-control': 'no-store' });
    const ahead = await on.get('police.osh', `/cases/${path.caseId}`, {
      headers: { 'tirek-after': '999999999', prefer: 'wait=0' },
    });
    expect(ahead).toMatchObject({ status: 200, headers: { 'tirek-stale': 'true' } });
    const malformed = await on.get('police.osh', `/cases/${path.caseId}`, { headers: { 'tirek-after': 'x' } });
    expect(malformed.status).toBe(400);
  });

  describe('its ETag', () => {
    const correct = (path: Path, ifMatch: string | undefined, key?: string) =>
      on.post(
        'police.osh',
        `/cases/${path.caseId}/corrections`,
        { gender: 'Masculine' },
        { headers: { 'if-match': ifMatch }, ...(key ? { key } : {}) },
      );

    it('lets a write through while it is the present one', async () => {
      const path = await new Path(on).logged();
      const { headers } = await path.seenBy('police.osh');
      expect(headers['etag']).toMatch(/^"\d+"$/);
      expect((await correct(path, String(headers['etag']))).status).toBe(201);
      expect((await correct(path, '*')).status).toBe(201);
      expect((await correct(path, undefined)).status).toBe(201);
    });

    it('changes with every event of the case, whoever may see it', async () => {
      const path = await new Path(on).atShelter();
      const before = (await path.seenBy('police.osh')).headers['etag'];
      await path.step('police.osh', `/referrals/${path.referralId}/handover`, { on: today });
      const confirmed = (await path.seenBy('police.osh')).headers['etag'];
      await path.step('ngo.shelter-osh', `/cases/${path.caseId}/follow-ups`, { on: today, situation: 'Stable' });
      const followed = (await path.seenBy('police.osh')).headers['etag'];
      expect(new Set([before, confirmed, followed]).size).toBe(3);
    });

    it('refuses a write on an older state, with what happened since as far as the caller may see it', async () => {
      const path = await new Path(on).logged();
      const old = String((await path.seenBy('police.osh')).headers['etag']);
      await path.step('police.supervisor', `/cases/${path.caseId}/assignments`, { assignee: 'police.osh' });
      await path.consented();
      const before = (await on.events()).length;
      const stale = await correct(path, old);
      expect(stale).toMatchObject({ status: 412, body: { type: 'urn:tirek:problem:stale' } });
      expect(stale.body.since.map(({ type }: { type: string }) => type)).toEqual(['CaseAssigned', 'ConsentGiven']);
      expect((await on.events()).length).toBe(before);
      expect((await correct(path, stale.body.etag)).status).toBe(201);
    });

    it('tells nobody of what he may not see', async () => {
      const path = await new Path(on).atShelter();
      const old = String((await path.seenBy('ngo.shelter-osh')).headers['etag']);
      await path.step('police.osh', `/cases/${path.caseId}/proceedings`, {
        office: organisationOf('prosecutor.osh'),
        registerNumber: '01-2026',
        registeredOn: today,
        articles: ['166'],
      });
      const body = { service: 'Shelter', deliveredOn: today };
      const stale = await on.post('ngo.shelter-osh', `/cases/${path.caseId}/services`, body, {
        headers: { 'if-match': old },
      });
      expect([stale.status, stale.body.since]).toEqual([412, []]);
    });

    it('lets the repeat of the write that made the case newer have its answer', async () => {
      const path = await new Path(on).logged();
      const etag = String((await path.seenBy('police.osh')).headers['etag']);
      const key = 'correction-of-gender';
      const first = await correct(path, etag, key);
      const again = await correct(path, etag, key);
      expect([again.status, again.position]).toEqual([201, first.position]);
      expect((await correct(path, etag)).status).toBe(412);
    });

    it.each(['12', '"', '"x"', 'W/12', '"1", x', '', '*, "1"'])('refuses If-Match: %s', async (ifMatch) => {
      const path = await new Path(on).logged();
      const answer = await correct(path, ifMatch);
      expect(answer.status).toBe(400);
      expect(answer.body).toMatchObject(naming('/headers/if-match'));
    });

    it('is one of several, strongly compared', async () => {
      const path = await new Path(on).logged();
      const etag = String((await path.seenBy('police.osh')).headers['etag']);
      expect((await correct(path, `W/${etag}`)).status).toBe(412);
      expect((await correct(path, `"1", ${etag}`)).status).toBe(201);
    });

    it('is looked at after the rights', async () => {
      const path = await new Path(on).logged();
      const body = { gender: 'Masculine' };
      const answer = await on.post('police.bishkek', `/cases/${path.caseId}/corrections`, body, {
        headers: { 'if-match': '"1"' },
      });
      expect(answer.status).toBe(404);
    });
  });
});

describe('when who may see what is not known up to the moment', () => {
  it('nothing is answered, and nothing is written', async () => {
    const on = await startApplication();
    try {
      const path = await new Path(on).logged();
      const body = JSON.stringify({ assignee: 'police.osh' });
      expect((await path.seenBy('police.osh')).status).toBe(200);
      await on.app.get(ProjectionRunners, { strict: false }).get('case_file').stop();
      // what the runner has seen is still answered; after one more event, nothing is
      expect((await path.seenBy('police.osh')).status).toBe(200);
      const other = await new Path(on).logged();
      const before = (await on.events()).length;
      for (const answer of [
        await on.get('police.osh', `/cases/${path.caseId}`),
        await on.post('police.osh', `/cases/${other.caseId}/assignments`, undefined, {
          raw: body,
          headers: { 'content-type': 'application/json' },
        }),
      ]) {
        expect(answer).toMatchObject({ status: 503, body: { type: 'urn:tirek:problem:not-ready' } });
        expect(answer.headers['retry-after']).toBe('1');
      }
      expect((await on.events()).length).toBe(before);
    } finally {
      await on.stop();
    }
  }, 60_000);
});
