import { randomUUID } from 'node:crypto';
import { daysAgo, type Answer, type Client } from './system.js';

const [police, ngo, manager] = ['police.osh', 'ngo.shelter-osh', 'ngo.manager-osh'];
const [otherNgo, prosecutor] = ['ngo.bishkek', 'prosecutor.osh'];
const today = daysAgo(0);

/** Everything personal that is said on the way. */
export const said = {
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
  shelterAddress: 'Behind the mill of Uzgen, blue gate',
  passphrase: 'seven swallows over Sulaiman-Too',
  counselling: 'Dreams of the cellar in Ankara',
  health: 'Allergic to penicillin',
  register: 'KUSP-771904',
  reference: 'LEGACY-771904',
};
export const everySaid = Object.values(said);

/** One person's way through the mechanism, as five organisations go it with her. The steps are taken in this order. */
export class Journey {
  static readonly steps = [
    ['begins with a police officer at night', (journey: Journey) => journey.begin()],
    ['goes to a shelter that declines, and then to one that takes her', (journey: Journey) => journey.findShelter()],
    ['leads through help and the restoration of her rights', (journey: Journey) => journey.help()],
    ['has a criminal proceeding beside it', (journey: Journey) => journey.prosecute()],
    ['ends, and is counted', (journey: Journey) => journey.end()],
  ] as const;

  readonly caseId = randomUUID();
  private readonly referralId = randomUUID();
  private readonly proceedingId = randomUUID();
  private position = '';

  constructor(public client: Client) {}

  /** Her file as this user sees it, after everything that was done. */
  seenBy(user: string): Promise<Answer> {
    return this.client.get(user, `/cases/${this.caseId}`, this.position);
  }

  /** What the police officer logs. */
  get intake() {
    const { name, birthDate, identityNumber, phone, email, safeContact, address } = said;
    return {
      caseId: this.caseId,
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
  }

  private async begin(): Promise<void> {
    const { caseId, client, intake } = this;
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
  }

  private async findShelter(): Promise<void> {
    const { caseId, referralId, client } = this;
    const [shelter, other] = [await this.organisationOf(ngo), await this.organisationOf(otherNgo)];
    const groups = ['Contact', 'Needs'];
    const consented = await this.step(police, `/cases/${caseId}/consents`, {
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
    const first = await this.step(police, '/referrals', { ...referral, to: other });
    const offered = await client.get(otherNgo, '/coordination/referrals?state=Sent', this.position);
    expect(offered.body.items.map((item: { referralId: string }) => item.referralId)).toEqual([first.body.referralId]);
    expect(JSON.stringify((await this.seenBy(otherNgo)).body)).not.toContain(said.phone);
    await this.step(otherNgo, `/referrals/${first.body.referralId}/decline`, {
      reason: 'NoCapacity',
      note: said.declineNote,
    });
    expect((await this.seenBy(otherNgo)).status).toBe(403);

    await this.step(police, '/referrals', { ...referral, referralId, to: shelter });
    await this.step(ngo, `/referrals/${referralId}/acceptance`, {});
    await this.step(ngo, `/referrals/${referralId}/handover`, { on: today });
    const { body } = await this.seenBy(ngo);
    expect(body).toMatchObject({ holder: shelter, person: { phone: said.phone } });
    expect(JSON.stringify(body)).not.toContain(said.name);
  }

  private async help(): Promise<void> {
    const { caseId } = this;
    await this.step(ngo, `/cases/${caseId}/assistance-plan`, {
      needs: ['Shelter', 'Legal'],
      goals: [{ goalId: 'wages', service: 'Legal', description: said.goal }],
    });
    await this.step(ngo, `/cases/${caseId}/services`, {
      service: 'Psychological',
      deliveredOn: today,
      note: said.service,
    });
    await this.step(ngo, `/cases/${caseId}/rehabilitation-plan`, {
      goals: [{ goalId: 'passport', right: 'IdentityDocuments', description: said.right }],
    });
    await this.step(ngo, `/cases/${caseId}/rehabilitation-plan/goals/passport/progress`, {
      status: 'Achieved',
      on: today,
      note: said.progress,
    });
    await this.step(ngo, `/cases/${caseId}/follow-ups`, { on: today, situation: 'Stable' });
    await this.confide();
    const shelter = await this.seenBy(ngo);
    expect(shelter.body).toMatchObject({
      stage: 'InRehabilitation',
      assisted: true,
      hidden: expect.arrayContaining(['CounsellingNotes', 'Identity', 'Narrative']),
    });
    expect(JSON.stringify(shelter.body)).toContain(said.health);
    expect(JSON.stringify(shelter.body)).not.toContain(said.counselling);
    const file = await this.seenBy(police);
    expect(file.body).toMatchObject({ person: { name: said.name }, narrative: said.narrative });
    expect(JSON.stringify(file.body)).not.toMatch(
      new RegExp([said.goal, said.service, said.right, said.health].join('|')),
    );
  }

  /** What the shelter seals to itself, so that nobody else can open it, and what few are to know. */
  private async confide(): Promise<void> {
    const { caseId, client } = this;
    const shelter = `/organisations/${await this.organisationOf(ngo)}`;
    const { passphrase } = said;
    const made = await client.post(manager, `${shelter}/key`, { passphrase, understood: true });
    // there is one already where somebody went this way before
    expect([201, 409]).toContain(made.status);
    const sealed = await client.post(manager, `${shelter}/shelter-address`, { address: said.shelterAddress });
    expect(sealed.status).toBeLessThan(300);
    await this.step(ngo, `/cases/${caseId}/health-notes`, { text: said.health });
    await this.step(ngo, `/cases/${caseId}/counselling-notes`, { text: said.counselling });
    const opened = await client.post(manager, `/cases/${caseId}/counselling-notes/opening`, { passphrase });
    expect([opened.status, JSON.stringify(opened.body)]).toEqual([200, expect.stringContaining(said.counselling)]);
  }

  private async prosecute(): Promise<void> {
    const office = await this.organisationOf(prosecutor);
    expect((await this.seenBy(prosecutor)).status).toBe(404);
    await this.step(police, `/cases/${this.caseId}/proceedings`, {
      proceedingId: this.proceedingId,
      office,
      registerNumber: said.register,
      registeredOn: today,
      articles: ['166'],
    });
    await this.step(prosecutor, `/proceedings/${this.proceedingId}/stages`, { stage: 'Investigation', on: today });
    const { status, body } = await this.seenBy(prosecutor);
    expect([status, body.assisted]).toEqual([200, true]);
    expect(JSON.stringify(body)).not.toContain(said.service);
    expect(JSON.stringify((await this.seenBy(ngo)).body)).not.toContain(said.register);
  }

  private async end(): Promise<void> {
    const { caseId, client } = this;
    const closure = { reason: 'Reintegrated', on: today };
    expect((await client.post(ngo, `/cases/${caseId}/closure`, closure)).status).toBe(409);
    await this.step(ngo, `/referrals/${this.referralId}/completion`, { outcome: 'Successful', on: today });
    await this.step(ngo, `/cases/${caseId}/closure`, closure);
    const closed = await client.get(ngo, '/caseload?stage=Closed', this.position);
    expect(closed.body.items).toMatchObject([{ caseId, stage: 'Closed', assisted: true }]);
    const figures = `/statistics?groupBy=gender&from=${today}&to=${today}`;
    expect((await client.get('rapporteur', figures, this.position)).body.cells).toEqual([
      { gender: 'Feminine', count: 1 },
    ]);
    const times = await client.get('rapporteur', '/coordination/response-times', this.position);
    expect(times.body.items).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ organisationId: await this.organisationOf(otherNgo), declined: 1 }),
      ]),
    );
  }

  /** Something that has to succeed. */
  private async step(user: string, path: string, body: object): Promise<Answer> {
    const answer = await this.client.post(user, path, body);
    expect([path, answer.status < 300 ? 'done' : answer.body]).toEqual([path, 'done']);
    this.position = answer.position;
    return answer;
  }

  private async organisationOf(user: string): Promise<string> {
    return (await this.client.get(user, '/me')).body.organisationId;
  }
}
