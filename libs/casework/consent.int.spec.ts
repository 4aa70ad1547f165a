import { randomUUID } from 'node:crypto';
import type { Caller } from '#access';
import {
  type Application,
  daysAgo,
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
const supervisor = userNamed('police.supervisor');
const manager: Caller = {
  user: 'ngo.manager',
  organisationId: organisationOf('ngo.shelter-osh'),
  roles: ['ngo-manager'],
};

/** Everything a user can read of a case, as one text. */
const seen = async (path: Path, who: string): Promise<string> => JSON.stringify((await path.seenBy(who)).body);
const phone = '+996700000001';

describe('the consent text', () => {
  it.each(['ky', 'ru', 'tg', 'en'])('is read out in %s', async (language) => {
    const answer = await on.get('police.osh', `/consent-texts?purpose=Referral&language=${language}`);
    expect(answer).toMatchObject({ status: 200, body: { version: 'kg-draft-1', language, reviewed: false } });
    expect(answer.body.points).toHaveLength(7);
  });

  it('that does not exist is not found, and nobody consents to it', async () => {
    expect((await on.get('police.osh', '/consent-texts?purpose=Referral&language=uz')).status).toBe(404);
    expect((await on.get('police.osh', '/consent-texts?purpose=Referral&language=ky&version=2')).status).toBe(404);
    const bad = await on.get('police.osh', '/consent-texts?purpose=Fun&language=%20');
    expect(bad).toMatchObject({ status: 400, body: naming('/purpose', '/language') });
    const path = await new Path(on).logged();
    const consent = {
      purpose: 'Referral',
      recipients: [organisationOf('ngo.shelter-osh')],
      fieldGroups: ['Needs'],
      language: 'ky',
      givenOn: today,
    };
    const give = (changes: object) =>
      on.post('police.osh', `/cases/${path.caseId}/consents`, { ...consent, ...changes });
    expect(await give({ textVersion: 'kg-draft-9' })).toMatchObject({ status: 422, body: naming('/textVersion') });
    expect(await give({ language: 'uz' })).toMatchObject({ status: 422, body: naming('/language') });
    expect((await give({ language: 'uz', form: 'Interpreted' })).status).toBe(201);
  });
});

describe('narrowing a consent', () => {
  it('closes what it leaves out at the very next read, and never widens', async () => {
    const path = await (await (await (await new Path(on).logged()).consented()).referred()).accepted();
    expect(await seen(path, 'ngo.shelter-osh')).toContain(phone);
    const at = `/cases/${path.caseId}/consents/${path.consentId}/narrowing`;
    const more = await on.post('police.osh', at, { fieldGroups: ['Contact', 'Identity'], on: today });
    expect(more).toMatchObject({ status: 422, body: naming('/fieldGroups') });
    await path.step('police.osh', at, { fieldGroups: ['Needs'], on: today });
    expect(await seen(path, 'ngo.shelter-osh')).not.toContain(phone);
  });

  it('that says nothing it may not is refused by its fields', async () => {
    const path = await (await new Path(on).logged()).consented();
    const at = `/cases/${path.caseId}/consents/${path.consentId}/narrowing`;
    const bad = await on.post('police.osh', at, { fieldGroups: [], recipients: ['x'], keepNothing: 'yes' });
    expect(bad).toMatchObject({ status: 400, body: naming('/recipients', '/fieldGroups', '/on', '/keepNothing') });
  });
});

describe('withdrawing a consent while she is in care', () => {
  it('leaves what caring needs, until she asks otherwise or leaves', async () => {
    const path = await new Path(on).atShelter();
    const at = `/cases/${path.caseId}/consents/${path.consentId}/withdrawal`;
    await path.step('police.osh', at, { on: today });
    expect(await seen(path, 'ngo.shelter-osh')).toContain(phone);
    await path.step('ngo.shelter-osh', at, { on: today, keepNothing: true });
    expect(await seen(path, 'ngo.shelter-osh')).not.toContain(phone);
  });

  it('leaves what the recipient itself recorded', async () => {
    const path = await new Path(on).atShelter();
    await path.step('ngo.shelter-osh', `/cases/${path.caseId}/assistance-plan`, {
      needs: ['Legal'],
      goals: [{ goalId: 'g1', service: 'Legal', description: 'Recover the withheld wages' }],
    });
    const at = `/cases/${path.caseId}/consents/${path.consentId}/withdrawal`;
    await path.step('police.osh', at, { on: today, keepNothing: true });
    const read = await seen(path, 'ngo.shelter-osh');
    expect(read).toContain('Recover the withheld wages');
    expect(read).not.toContain(phone);
  });
});

describe('withdrawing a consent before she came', () => {
  it('leaves nothing, and the receiver gets hold of the case by no word of its own', async () => {
    const path = await (await (await (await new Path(on).logged()).consented()).referred()).accepted();
    await path.step('police.osh', `/cases/${path.caseId}/consents/${path.consentId}/withdrawal`, { on: today });
    const arrival = await on.post('ngo.shelter-osh', `/referrals/${path.referralId}/handover`, { on: today });
    expect(arrival.status).toBe(409);
    const { body } = await path.seenBy('ngo.shelter-osh');
    expect(JSON.stringify(body)).not.toContain(phone);
    // nor where she is, and where she goes instead
    for (const part of ['facts', 'holder', 'referrals', 'consents', 'assignee']) expect(body).not.toHaveProperty(part);
    expect((await path.seenBy('police.osh')).body.holder).toBe(organisationOf('police.osh'));
  });
});

describe('a consent to identification', () => {
  it('is recorded by nobody in their own favour', async () => {
    const path = await (await (await new Path(on).logged()).consented(['Needs'])).referred({ fieldGroups: ['Needs'] });
    await path.accepted();
    const given = await on.post('ngo.shelter-osh', `/cases/${path.caseId}/consents`, {
      purpose: 'Identification',
      recipients: [organisationOf('ngo.shelter-osh')],
      fieldGroups: ['Identity', 'Contact', 'Narrative'],
      language: 'ky',
      givenOn: today,
    });
    expect(given).toMatchObject({ status: 422, body: naming('/recipients') });
    expect(await seen(path, 'ngo.shelter-osh')).not.toContain(phone);
  });
});

describe('excluding', () => {
  const exclude = (path: Path, who: string | Caller, body: object) =>
    on.post(who, `/cases/${path.caseId}/exclusions`, { on: today, ...body });

  it('an officer takes the case from her, and gives it back when it is lifted', async () => {
    const path = await new Path(on).logged();
    const police = organisationOf('police.osh');
    await path.step('police.supervisor', `/cases/${path.caseId}/assignments`, { assignee: 'police.osh' });
    const excluded = await exclude(path, supervisor, { organisationId: police, user: 'police.osh' });
    expect(excluded.status).toBe(201);
    expect((await on.get('police.osh', `/cases/${path.caseId}`)).status).toBe(404);
    const file = await on.get(supervisor, `/cases/${path.caseId}`);
    expect([file.status, file.body.assignee]).toEqual([200, undefined]);
    const assigned = await on.post(supervisor, `/cases/${path.caseId}/assignments`, { assignee: 'police.osh' });
    expect(assigned).toMatchObject({ status: 422, body: naming('/assignee') });
    const at = `/cases/${path.caseId}/exclusions/${excluded.body.exclusionId}/lifting`;
    expect((await on.post(supervisor, at, { on: today })).status).toBe(422);
    expect((await on.post('dpo', at, { on: today })).status).toBe(200);
    expect((await on.get('police.osh', `/cases/${path.caseId}`)).status).toBe(200);
  });

  it('the organisation that holds the case is not done before it is handed over', async () => {
    const path = await new Path(on).logged();
    const refused = await exclude(path, supervisor, { organisationId: organisationOf('police.osh') });
    expect(refused).toMatchObject({ status: 422, body: naming('/organisationId') });
    const arrived = await new Path(on).atShelter();
    expect((await exclude(arrived, 'ngo.shelter-osh', { organisationId: organisationOf('police.osh') })).status).toBe(
      201,
    );
    expect((await on.get('police.osh', `/cases/${arrived.caseId}`)).status).toBe(404);
  });

  it('an officer names one who is there: a name written wrongly would keep nobody out', async () => {
    const path = await new Path(on).logged();
    const refused = await exclude(path, supervisor, {
      organisationId: organisationOf('police.osh'),
      user: 'Police.Osh',
    });
    expect(refused).toMatchObject({ status: 422, body: naming('/user') });
  });

  it('an organisation keeps referrals from it', async () => {
    const path = await (await new Path(on).logged()).consented();
    const excluded = await exclude(path, 'dpo', { organisationId: organisationOf('ngo.shelter-osh') });
    expect(excluded.status).toBe(201);
    const sent = await on.post('police.osh', '/referrals', {
      caseId: path.caseId,
      to: organisationOf('ngo.shelter-osh'),
      services: ['Shelter'],
      basis: { consentId: path.consentId },
    });
    expect(sent).toMatchObject({ status: 422, body: naming('/to') });
  });

  it('keeps no child from who protects children', async () => {
    const path = await new Path(on).logged({ ageGroup: 'Child' });
    const refused = await exclude(path, 'police.osh', { organisationId: organisationOf('child.protection') });
    expect(refused).toMatchObject({ status: 422, body: naming('/organisationId') });
  });

  it('is for who works with her, and for the data protection officer', async () => {
    const path = await new Path(on).logged();
    const body = { organisationId: organisationOf('ngo.bishkek') };
    expect((await exclude(path, 'ngo.bishkek', body)).status).toBe(404);
    expect((await exclude(path, 'analyst', body)).status).toBe(403);
    expect((await exclude({ caseId: randomUUID() } as Path, 'dpo', body)).status).toBe(404);
    const unknown = await exclude(path, 'dpo', { organisationId: randomUUID() });
    expect(unknown).toMatchObject({ status: 422, body: naming('/organisationId') });
    const bad = await exclude(path, 'dpo', { organisationId: 'x', user: '', on: '2026-02-30', why: 'said' });
    expect(bad).toMatchObject({ status: 400, body: naming('/why', '/organisationId', '/user', '/on') });
  });
});

describe('a child', () => {
  it('is heard, and her words are sealed', async () => {
    const path = await new Path(on).logged({ ageGroup: 'Child' });
    await path.step('police.osh', `/cases/${path.caseId}/assents`, {
      assent: 'Refused',
      views: 'She wants to stay with her aunt.',
      guardian: { kind: 'Parent', name: 'Bakyt Asanov', suspected: true },
      on: today,
    });
    const stored = JSON.stringify(await on.events());
    expect(stored).toContain('ChildViewsRecorded');
    expect(stored).not.toContain('her aunt');
    expect(stored).not.toContain('Bakyt Asanov');
  });

  it('an adult is not', async () => {
    const path = await new Path(on).logged();
    const body = { assent: 'Given', on: today };
    expect((await on.post('police.osh', `/cases/${path.caseId}/assents`, body)).status).toBe(422);
    const bad = await on.post('police.osh', `/cases/${path.caseId}/assents`, {
      assent: 'Yes',
      guardian: {},
      on: today,
    });
    expect(bad).toMatchObject({
      status: 400,
      body: naming('/assent', '/guardian/kind', '/guardian/suspected'),
    });
  });
});

describe('vital interest', () => {
  const sent = async () => {
    const path = await new Path(on).logged();
    return path.referred({ basis: { vitalInterest: 'She is unconscious.' } });
  };
  const opinion = (path: Path, who: string | Caller, agrees: unknown = true) =>
    on.post(who, `/referrals/${path.referralId}/second-opinion`, { agrees });

  it('is looked at by a second person of the sender, or by the data protection officer', async () => {
    expect((await opinion(await sent(), supervisor)).status).toBe(200);
    expect((await opinion(await sent(), 'dpo')).status).toBe(200);
  });

  it('by nobody else', async () => {
    const path = await (await sent()).accepted();
    expect((await opinion(path, 'police.osh')).status).toBe(403);
    expect((await opinion(path, manager)).status).toBe(403);
    expect((await opinion(path, { ...manager, organisationId: organisationOf('ngo.bishkek') })).status).toBe(404);
    expect(await opinion(path, supervisor, 'yes')).toMatchObject({ status: 400, body: naming('/agrees') });
  });

  it('not by who sent it, whatever they supervise', async () => {
    const path = await new Path(on, 'police.supervisor').logged();
    await path.referred({ basis: { vitalInterest: 'She is unconscious.' } }, 'police.supervisor');
    expect((await opinion(path, supervisor)).status).toBe(422);
  });

  it('denied closes at the very next read what it opened', async () => {
    const path = await (await sent()).accepted();
    expect(await seen(path, 'ngo.shelter-osh')).toContain(phone);
    expect((await opinion(path, supervisor, false)).status).toBe(200);
    expect(await seen(path, 'ngo.shelter-osh')).not.toContain(phone);
    expect((await opinion(path, 'dpo')).status).toBe(409);
  });
});

describe('an adult who does not want to be identified', () => {
  it('gets help all the same, from an organisation that logged her so', async () => {
    const path = await new Path(on, 'ngo.shelter-osh').logged({ entryChannel: 'NGO', person: undefined });
    await path.step('ngo.shelter-osh', `/cases/${path.caseId}/identification-declined`, { on: today });
    await path.step('ngo.shelter-osh', `/cases/${path.caseId}/services`, { service: 'Shelter', deliveredOn: today });
    const file = await path.seenBy('ngo.shelter-osh');
    expect(file.body).toMatchObject({ status: 'DeclinedByPerson', assisted: true, stage: 'InAssistance' });
    const figures = await on.get('rapporteur', `/statistics?groupBy=status`, { after: path.position });
    expect(figures.body.cells).toContainEqual(expect.objectContaining({ status: 'DeclinedByPerson' }));
  });

  it('a child is protected whatever she says', async () => {
    const path = await new Path(on).logged({ ageGroup: 'Unknown' });
    const declined = await on.post('police.osh', `/cases/${path.caseId}/identification-declined`, { on: today });
    expect(declined.status).toBe(422);
  });

  const notification = {
    notifiedOn: today,
    ageGroup: 'Adult',
    gender: 'Masculine',
    exploitation: ['ForcedBegging'],
    reasonDeclined: 'FearOfDeportation',
  };
  const notify = (body: object, key = randomUUID()) => on.post('police.osh', '/notifications', body, { key });

  it('or to have a case, is notified, counted once, and linked to nobody', async () => {
    const key = randomUUID();
    const notified = await notify(notification, key);
    expect(notified).toMatchObject({ status: 201, body: { notifiedOn: today } });
    expect(Object.keys(notified.body)).toEqual(['notifiedOn']);
    await notify(notification, key);
    const figures = await on.get('rapporteur', '/statistics?unit=notification&groupBy=status,organisation,gender', {
      after: notified.position,
    });
    expect(figures.body.cells).toEqual([
      { status: 'FearOfDeportation', organisation: 'Unknown', gender: 'Masculine', count: 1 },
    ]);
    const [event] = (await on.events()).filter(({ type }) => type === 'NotificationRecorded');
    expect(event?.data).not.toHaveProperty('caseId');
    expect(event?.data).not.toHaveProperty('personId');
  });

  it('a child is not, and neither ids nor words are taken', async () => {
    expect(await notify({ ...notification, ageGroup: 'Child' })).toMatchObject({
      status: 422,
      body: naming('/ageGroup'),
    });
    for (const field of ['notificationId', 'caseId', 'note', 'person']) {
      expect(await notify({ ...notification, [field]: randomUUID() })).toMatchObject({
        status: 400,
        body: naming(`/${field}`),
      });
    }
    expect((await on.post('analyst', '/notifications', notification)).status).toBe(403);
  });
});
