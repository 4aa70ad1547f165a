import { randomUUID } from 'node:crypto';
import { type Application, daysAgo, intake, organisationOf, Path, startApplication } from './application.testing.js';
import { ReferralDeadlineProcess } from './referral-deadline.process.js';

let on: Application;
beforeAll(async () => {
  on = await startApplication();
}, 60_000);
afterAll(() => on.stop());

const today = daysAgo(0);
const says = (answer: { body: unknown }, text: string): boolean => JSON.stringify(answer.body).includes(text);
const types = (answer: { body: { timeline: { type: string }[] } }): string[] =>
  answer.body.timeline.map(({ type }) => type);
const referralOf = (answer: { body: { referrals: { referralId: string; state: string }[] } }, id: string) =>
  answer.body.referrals.find(({ referralId }) => referralId === id)?.state;

describe('who is referred on what', () => {
  it.each(['Child', 'Unknown'])('%s: on a legal basis, without consent', async (ageGroup) => {
    const path = await new Path(on).logged({ ageGroup });
    const body = { caseId: path.caseId, to: organisationOf('child.protection'), services: ['Protection'] };
    const bare = await on.post('police.osh', '/referrals', body);
    expect([bare.status, bare.body.errors[0].pointer]).toEqual([422, '/basis']);
    const vital = await on.post('police.osh', '/referrals', { ...body, basis: { vitalInterest: 'In danger.' } });
    expect([vital.status, vital.body.errors[0].pointer]).toEqual([422, '/basis/vitalInterest']);
    const sent = await on.post('police.osh', '/referrals', {
      ...body,
      fieldGroups: ['Identity'],
      basis: { legalBasis: 'Law on children' },
    });
    expect(sent.status).toBe(201);
    const { referralId } = sent.body;
    await path.step('child.protection', `/referrals/${referralId}/acceptance`, {});
    expect(says(await path.seenBy('child.protection'), 'Айпери')).toBe(true);
    expect(says(await path.seenBy('child.protection'), 'Law on children')).toBe(false);
  });

  it('an adult in danger who cannot consent: on vital interest', async () => {
    const path = await new Path(on).logged();
    await path.referred({ basis: { vitalInterest: 'Unconscious, and followed.' }, fieldGroups: ['Identity'] });
    await path.accepted();
    expect(says(await path.seenBy('ngo.shelter-osh'), 'Айпери')).toBe(true);
    expect(says(await path.seenBy('ngo.shelter-osh'), 'Unconscious')).toBe(false);
  });

  it('a person whose age is corrected: by the age that is known then', async () => {
    const path = await new Path(on).logged({ ageGroup: 'Unknown' });
    await path.step('police.osh', `/cases/${path.caseId}/corrections`, { ageGroup: 'Adult' });
    const body = { caseId: path.caseId, to: organisationOf('ngo.bishkek'), services: ['Legal'] };
    const answer = await on.post('police.osh', '/referrals', { ...body, basis: { legalBasis: 'x' } });
    expect([answer.status, answer.body.errors[0].pointer]).toEqual([422, '/basis/legalBasis']);
  });

  it('a closed case: not before it is reopened', async () => {
    const path = await (await (await new Path(on).atShelter()).completed()).closed();
    const answer = await on.post('ngo.shelter-osh', '/referrals', {
      caseId: path.caseId,
      to: organisationOf('ngo.bishkek'),
      services: ['Legal'],
      basis: { vitalInterest: 'x' },
    });
    expect(answer.status).toBe(409);
  });
});

describe('a referral that goes another way', () => {
  it('is declined, and another organisation takes her', async () => {
    const path = await (await (await new Path(on).logged()).consented()).referred();
    const declined = path.referralId;
    await path.step('ngo.shelter-osh', `/referrals/${declined}/decline`, { reason: 'NoCapacity', note: 'full' });
    expect(await path.seenBy('ngo.shelter-osh')).toMatchObject({ status: 403 });
    expect(await on.post('ngo.shelter-osh', `/referrals/${declined}/acceptance`, {})).toMatchObject({ status: 409 });

    await path.consented(['Contact'], 'police.osh', 'ngo.bishkek');
    await path.referred({ to: organisationOf('ngo.bishkek'), fieldGroups: ['Contact'] });
    await path.step('ngo.bishkek', `/referrals/${path.referralId}/acceptance`, {});
    const seen = await path.seenBy('police.osh');
    expect([referralOf(seen, declined), referralOf(seen, path.referralId)]).toEqual(['Declined', 'Accepted']);
    expect(seen.body.stage).toBe('Referred');
    expect(says(await path.seenBy('ngo.bishkek'), '+996700000001')).toBe(true);
  });

  it('is recalled: the receiver sees nothing any more', async () => {
    const path = await (await (await (await new Path(on).logged()).consented()).referred()).accepted();
    expect((await path.seenBy('ngo.shelter-osh')).status).toBe(200);
    await path.step('police.osh', `/referrals/${path.referralId}/recall`, { reason: 'OtherOrganisationFound' });
    expect((await path.seenBy('ngo.shelter-osh')).status).toBe(403);
    expect(await on.post('ngo.shelter-osh', `/referrals/${path.referralId}/handover`, { on: today })).toMatchObject({
      status: 403,
    });
    expect((await path.seenBy('police.osh')).body.stage).toBe('Identified');
  });

  it('expires when nobody answers, and is accepted late', async () => {
    const deadlines = on.app.get(ReferralDeadlineProcess, { strict: false });
    const path = await (await (await new Path(on).logged()).consented()).referred({ respondWithinHours: 2 });
    await on.get('police.osh', '/coordination/referrals', { after: path.position });
    const later = (hours: number) => new Date(Date.now() + hours * 3_600_000);
    const stream = `referral-${path.referralId}`;
    const recorded = async () => (await on.store.readStream(stream)).map(({ type }) => type);
    await deadlines.expireOverdue(later(1));
    expect(await recorded()).toEqual(['ReferralSent']);
    expect(await deadlines.expireOverdue(later(3))).toBeGreaterThan(0);
    await deadlines.expireOverdue(later(4));
    expect(await recorded()).toEqual(['ReferralSent', 'ReferralExpired']);
    const [, expired] = await on.store.readStream(stream);
    expect(expired!.metadata.actor.role).toBe('process');
    expect(referralOf(await path.seenBy('police.osh'), path.referralId)).toBe('Expired');
    expect((await path.seenBy('ngo.shelter-osh')).body.offer).toMatchObject({ referralId: path.referralId });
    const closing = await on.post('police.osh', `/cases/${path.caseId}/closure`, { reason: 'Other', on: today });
    expect(closing.status).toBe(409);
    await path.accepted();
    expect(referralOf(await path.seenBy('police.osh'), path.referralId)).toBe('Accepted');
  });

  it('of which one cannot be expired does not keep the others from it', async () => {
    const deadlines = on.app.get(ReferralDeadlineProcess, { strict: false });
    const broken = await (await (await new Path(on).logged()).consented()).referred({ respondWithinHours: 1 });
    const sound = await (await (await new Path(on).logged()).consented()).referred({ respondWithinHours: 2 });
    const stream = `referral-${broken.referralId}`;
    const [sent] = await on.store.readStream(stream);
    await on.get('police.osh', '/coordination/referrals', { after: sound.position });
    await on.store.append(stream, 0, [
      {
        ...sent!,
        eventId: randomUUID(),
        type: 'FromTheFuture',
        metadata: { ...sent!.metadata, commandId: randomUUID() },
      },
    ]);
    await deadlines.expireOverdue(new Date(Date.now() + 5 * 3_600_000));
    expect((await on.store.readStream(`referral-${sound.referralId}`)).at(-1)?.type).toBe('ReferralExpired');
    // the parked stream of this test must not stand in the way of the others: it is the last event of its case
    expect((await broken.seenBy('police.osh')).status).toBe(503);
  });

  it('leads on to a second organisation, which takes the holding with it', async () => {
    const path = await new Path(on).atShelter();
    await path.consented(['Needs'], 'ngo.shelter-osh', 'ngo.bishkek');
    await path.referred({ to: organisationOf('ngo.bishkek'), fieldGroups: ['Needs'] }, 'ngo.shelter-osh');
    const onward = path.referralId;
    expect((await path.seenBy('ngo.bishkek')).body).toMatchObject({ offer: { referralId: onward } });
    await path.step('ngo.bishkek', `/referrals/${onward}/acceptance`, {});
    await path.step('ngo.bishkek', `/referrals/${onward}/handover`, { on: today });
    const holder = await path.seenBy('ngo.bishkek');
    expect(holder.body.holder).toBe(organisationOf('ngo.bishkek'));
    expect(says(holder, '+996700000001')).toBe(false);
    // she has left the first: what its referral had opened is closed to it, and it closes nothing any more
    expect(says(await path.seenBy('ngo.shelter-osh'), '+996700000001')).toBe(false);
    const closure = { reason: 'Reintegrated', on: today };
    expect((await on.post('ngo.shelter-osh', `/cases/${path.caseId}/closure`, closure)).status).toBe(403);
    // what the second is asked for is no business of the police that logged her
    const asSeenByPolice = (await path.seenBy('police.osh')).body.referrals as {
      referralId: string;
      services?: string[];
    }[];
    expect(asSeenByPolice.map(({ services }) => services !== undefined)).toEqual([true, false]);
    expect((await on.post('ngo.bishkek', `/cases/${path.caseId}/closure`, closure)).status).toBe(409);
    await path.step('ngo.bishkek', `/referrals/${onward}/completion`, { outcome: 'Successful', on: today });
    await path.step('ngo.bishkek', `/cases/${path.caseId}/closure`, closure);
    // the first can still end its own referral
    const first = (await path.seenBy('ngo.bishkek')).body.referrals[0].referralId as string;
    await path.step('ngo.shelter-osh', `/referrals/${first}/completion`, { outcome: 'Successful', on: today });
  });
});

describe('a consent that is withdrawn', () => {
  it('closes what rested on it at the next read', async () => {
    const path = await (await (await (await new Path(on).logged()).consented()).referred()).accepted();
    expect(says(await path.seenBy('ngo.shelter-osh'), '+996700000001')).toBe(true);
    await path.step('police.osh', `/cases/${path.caseId}/consents/${path.consentId}/withdrawal`, { on: today });
    // no Tirek-After: a right is never judged from an older state
    const seen = await on.get('ngo.shelter-osh', `/cases/${path.caseId}`);
    expect(says(seen, '+996700000001')).toBe(false);
    expect(seen.body.hidden).toContain('Contact');
    const before = await path.seenBy('ngo.shelter-osh', `?asOf=${daysAgo(0)}`);
    expect(says(before, '+996700000001')).toBe(false);
    expect(says(await path.seenBy('police.osh'), '+996700000001')).toBe(true);
    const again = await path.step('police.osh', `/cases/${path.caseId}/consents/${path.consentId}/withdrawal`, {
      on: today,
    });
    expect(again.status).toBe(200);
  });

  it('ends what a completed referral had opened too', async () => {
    const path = await (await new Path(on).atShelter()).completed();
    expect(says(await path.seenBy('ngo.shelter-osh'), '+996700000001')).toBe(true);
    const withdrawal = `/cases/${path.caseId}/consents/${path.consentId}/withdrawal`;
    await path.step('ngo.shelter-osh', withdrawal, { on: today, keepNothing: true });
    expect(says(await path.seenBy('ngo.shelter-osh'), '+996700000001')).toBe(false);
  });
});

describe('the identification', () => {
  const decide = (path: Path, who: string, status: string) =>
    path.step(who, `/cases/${path.caseId}/decisions`, {
      status,
      decidedOn: today,
      decidingBody: 'Interagency Commission, Osh',
      ruleVersion: '2019-493',
      reasons: ['Seen in conference.'],
    });

  it('is decided by the commission, which reconsiders', async () => {
    const path = await new Path(on).logged();
    expect((await path.seenBy('commission.osh')).body).toMatchObject({ status: 'PossibleVictimOfTrafficking' });
    await decide(path, 'commission.osh', 'NotAVictimOfTrafficking');
    await decide(path, 'commission.osh', 'ActualVictimOfTrafficking');
    const seen = await path.seenBy('commission.osh');
    expect(seen.body.status).toBe('ActualVictimOfTrafficking');
    const decisions = (await on.store.readStream(`case-${path.caseId}`)).filter(({ type }) => type === 'StatusDecided');
    expect(decisions.map(({ data }) => data)).toMatchObject([
      { previous: 'PossibleVictimOfTrafficking', status: 'NotAVictimOfTrafficking', reconsidered: false },
      { previous: 'NotAVictimOfTrafficking', status: 'ActualVictimOfTrafficking', reconsidered: true },
    ]);
  });

  it('of another region is not the commission’s', async () => {
    const elsewhere = await new Path(on).logged({ region: 'KG-GB' });
    const nowhere = await new Path(on).logged({ region: undefined });
    expect((await elsewhere.seenBy('commission.osh')).status).toBe(404);
    expect((await nowhere.seenBy('commission.osh')).status).toBe(404);
  });

  it('is corrected, and keeps what was said before', async () => {
    const path = await new Path(on).logged();
    await path.step('police.osh', `/cases/${path.caseId}/corrections`, {
      ageGroup: 'Child',
      exploitation: ['Servitude', 'ForcedLabour'],
      person: { name: 'Айпери Токтогул кызы' },
      reason: 'The passport was found.',
    });
    const { body } = await path.seenBy('police.osh');
    expect(body.facts).toMatchObject({
      ageGroup: 'Child',
      exploitation: ['ForcedLabour', 'Servitude'],
      gender: 'Feminine',
    });
    expect(body.person).toEqual({ name: 'Айпери Токтогул кызы', birthDate: '1999-02-11', phone: '+996700000001' });
    const corrected = (await on.store.readStream(`case-${path.caseId}`)).at(-1);
    expect(corrected).toMatchObject({
      type: 'IdentificationCorrected',
      data: {
        before: { ageGroup: 'Adult', exploitation: ['ForcedLabour'] },
        after: { ageGroup: 'Child', exploitation: ['ForcedLabour', 'Servitude'] },
      },
    });
    const same = await path.step('police.osh', `/cases/${path.caseId}/corrections`, { ageGroup: 'Child' });
    expect(Number(same.position)).toBe(corrected!.position);
  });

  it('is given to one of the holder’s people, until the holder changes', async () => {
    const path = await (await (await (await new Path(on).logged()).consented()).referred()).accepted();
    const stranger = await on.post('police.osh', `/cases/${path.caseId}/assignments`, { assignee: 'police.bishkek' });
    expect(stranger.status).toBe(422);
    expect(stranger.body.errors).toEqual([expect.objectContaining({ pointer: '/assignee' })]);
    await path.step('police.osh', `/cases/${path.caseId}/assignments`, { assignee: 'police.osh' });
    expect((await path.seenBy('police.osh')).body.assignee).toBe('police.osh');
    await path.arrived();
    expect((await path.seenBy('police.osh')).body.assignee).toBeUndefined();
    await path.step('ngo.shelter-osh', `/cases/${path.caseId}/assignments`, { assignee: 'ngo.shelter-osh' });
    expect((await path.seenBy('ngo.shelter-osh')).body.assignee).toBe('ngo.shelter-osh');
  });
});

describe('the end of a case, and after', () => {
  it('is closed by its holder, followed up, and reopened', async () => {
    const path = await (await (await new Path(on).atShelter()).completed()).closed();
    expect((await path.seenBy('police.osh')).body.stage).toBe('Closed');
    const { caseId } = path;
    expect(
      (await on.post('ngo.shelter-osh', `/cases/${caseId}/services`, { service: 'Legal', deliveredOn: today })).status,
    ).toBe(409);
    expect((await on.post('ngo.shelter-osh', `/cases/${caseId}/assistance-plan`, { needs: ['Legal'] })).status).toBe(
      409,
    );
    await path.step('ngo.shelter-osh', `/cases/${caseId}/follow-ups`, { on: today, situation: 'AtRisk' });
    expect((await path.seenBy('ngo.shelter-osh')).body.stage).toBe('Closed');
    await path.step('ngo.shelter-osh', `/cases/${caseId}/reopening`, { reason: 'ReturnedForHelp', on: today });
    expect((await path.seenBy('ngo.shelter-osh')).body.stage).toBe('InAssistance');
    await path.step('ngo.shelter-osh', `/cases/${caseId}/services`, { service: 'Legal', deliveredOn: today });
    await path.closed();
    expect(
      types(await path.seenBy('ngo.shelter-osh')).filter((type) => type.startsWith('Case') && type !== 'CaseAssigned'),
    ).toEqual(['CaseClosed', 'CaseReopened', 'CaseClosed']);
  });

  it('is not kept open by a proceeding', async () => {
    const path = await (await new Path(on).atShelter()).completed();
    await path.step('police.osh', `/cases/${path.caseId}/proceedings`, {
      office: organisationOf('prosecutor.osh'),
      registerNumber: '01-2026',
      registeredOn: today,
      articles: ['166'],
    });
    await path.closed();
    expect((await path.seenBy('prosecutor.osh')).body.stage).toBe('Closed');
  });
});

describe('the criminal proceeding', () => {
  it('is dismissed and reopened, seen by the office and the police, and by nobody who helps her', async () => {
    const path = await new Path(on).atShelter();
    const { caseId } = path;
    await path.step('ngo.shelter-osh', `/cases/${caseId}/services`, { service: 'Psychological', deliveredOn: today });
    const { body } = await path.step('police.osh', `/cases/${caseId}/proceedings`, {
      office: organisationOf('prosecutor.osh'),
      registerNumber: 'REG-77',
      registeredOn: daysAgo(1),
      articles: ['166'],
    });
    const move = (who: string, stage: string, more: object = {}) =>
      path.step(who, `/proceedings/${body.proceedingId}/stages`, { stage, on: today, ...more });
    await move('police.osh', 'Investigation');
    await path.step('police.osh', `/proceedings/${body.proceedingId}/requalifications`, {
      from: '166',
      to: '170',
      on: today,
      ground: 'Nobody was recruited.',
    });
    await move('prosecutor.osh', 'Dismissed', { ground: 'A witness withdrew.' });
    await move('prosecutor.osh', 'Reopened');

    const law = await path.seenBy('prosecutor.osh');
    expect(law.body.proceedings).toMatchObject([
      {
        stage: 'Reopened',
        registerNumber: 'REG-77',
        articles: ['170'],
        requalifications: [{ from: '166', to: '170', on: today, ground: 'Nobody was recruited.' }],
        stages: [
          { stage: 'Investigation' },
          { stage: 'Dismissed', ground: 'A witness withdrew.' },
          { stage: 'Reopened' },
        ],
      },
    ]);
    const line = law.body.timeline.find(({ type }: { type: string }) => type === 'ChargeRequalified');
    expect(line).toMatchObject({ detail: { from: '166', to: '170' }, organisationId: organisationOf('police.osh') });
    expect(law.body).toMatchObject({ assisted: true, stage: 'InAssistance' });
    for (const hidden of [
      organisationOf('ngo.shelter-osh'),
      'Psychological',
      'Айпери',
      '+996700000001',
      'wages withheld',
    ])
      expect(says(law, hidden)).toBe(false);

    for (const said of ['REG-77', 'A witness withdrew.', 'Nobody was recruited.']) {
      expect(says(await path.seenBy('police.osh'), said)).toBe(true);
      expect(says(await path.seenBy('ngo.shelter-osh'), said)).toBe(false);
    }
    const helper = await path.seenBy('ngo.shelter-osh');
    expect(types(helper).filter((type) => /^(Proceeding|Charge)/.test(type))).toEqual([]);
    expect(helper.body.proceedings).toBeUndefined();
    // another police organisation with a part in the case does not lead this proceeding
    const change = { from: '170', to: '166', on: today, ground: 'A witness came back.' };
    for (const [step, data] of [
      ['stages', { stage: 'Investigation', on: today }],
      ['requalifications', change],
    ] as const) {
      expect((await on.post('police.bishkek', `/proceedings/${body.proceedingId}/${step}`, data)).status).toBe(404);
    }
  });

  it('of a closed case does not tell the office who closed it', async () => {
    const path = await (await new Path(on).atShelter()).completed();
    await path.step('police.osh', `/cases/${path.caseId}/proceedings`, {
      office: organisationOf('prosecutor.osh'),
      registerNumber: '01-2026',
      registeredOn: today,
      articles: ['166'],
    });
    await path.closed();
    const law = await path.seenBy('prosecutor.osh');
    expect(types(law)).toContain('CaseClosed');
    expect(says(law, organisationOf('ngo.shelter-osh'))).toBe(false);
    expect(says(await path.seenBy('commission.osh'), organisationOf('ngo.shelter-osh'))).toBe(false);
  });

  it('does not come to an NGO by a referral that names it', async () => {
    const path = await new Path(on).logged();
    await path.step('police.osh', `/cases/${path.caseId}/proceedings`, {
      office: organisationOf('prosecutor.osh'),
      registerNumber: 'REG-78',
      registeredOn: today,
      articles: ['166'],
    });
    await path.consented(['CriminalFile', 'Contact']);
    await path.referred({ fieldGroups: ['CriminalFile', 'Contact'] });
    await path.accepted();
    const seen = await path.seenBy('ngo.shelter-osh');
    expect(says(seen, '+996700000001')).toBe(true);
    expect(says(seen, 'REG-78')).toBe(false);
    expect(seen.body.proceedings).toBeUndefined();
  });
});

it('takes ids in upper case everywhere', async () => {
  const up = (id: string) => id.toUpperCase();
  const path = await new Path(on).logged({ caseId: up(randomUUID()) });
  const consent = await path.step('police.osh', `/cases/${up(path.caseId)}/consents`, {
    consentId: up(randomUUID()),
    purpose: 'Referral',
    recipients: [up(organisationOf('ngo.shelter-osh'))],
    fieldGroups: ['Contact'],
    language: 'ky',
    givenOn: today,
  });
  const sent = await path.step('police.osh', '/referrals', {
    referralId: up(randomUUID()),
    caseId: up(path.caseId),
    to: up(organisationOf('ngo.shelter-osh')),
    services: ['Shelter'],
    fieldGroups: ['Contact'],
    basis: { consentId: up(consent.body.consentId) },
  });
  const referral = `/referrals/${up(sent.body.referralId)}`;
  await path.step('ngo.shelter-osh', `${referral}/acceptance`, {});
  await path.step('ngo.shelter-osh', `${referral}/handover`, { on: today });
  expect(says(await path.seenBy('ngo.shelter-osh'), '+996700000001')).toBe(true);
  const proceeding = await path.step('police.osh', `/cases/${up(path.caseId)}/proceedings`, {
    proceedingId: up(randomUUID()),
    office: up(organisationOf('prosecutor.osh')),
    registerNumber: '1',
    registeredOn: today,
    articles: ['166'],
  });
  await path.step('prosecutor.osh', `/proceedings/${up(proceeding.body.proceedingId)}/stages`, {
    stage: 'Investigation',
    on: today,
  });
  await path.step('police.osh', `/cases/${up(path.caseId)}/consents/${up(consent.body.consentId)}/withdrawal`, {
    on: today,
    keepNothing: true,
  });
  expect(says(await path.seenBy('ngo.shelter-osh'), '+996700000001')).toBe(false);
  const upper = { ...intake(), caseId: up(path.caseId) };
  expect((await on.post('police.osh', '/cases', upper)).status).toBe(409);
  expect(JSON.stringify((await on.events()).map(({ data, stream }) => [data, stream]))).not.toContain(up(path.caseId));
});
