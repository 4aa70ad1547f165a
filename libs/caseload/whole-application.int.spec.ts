import { randomUUID } from 'node:crypto';
import type { CasesReadData } from '#audit';
import { personOf } from '#kernel';
import { type Application, daysAgo, organisationOf, Path, startApplication } from '../casework/application.testing.js';

describe('the lists of the caseload, in the whole application', () => {
  let on: Application;
  let path: Path;
  let proceedingId: string;
  beforeAll(async () => {
    on = await startApplication();
    path = await new Path(on).atShelter();
    const registered = await path.step('police.osh', `/cases/${path.caseId}/proceedings`, {
      office: organisationOf('prosecutor.osh'),
      registerNumber: '01-2026',
      registeredOn: daysAgo(0),
      articles: ['171'],
    });
    proceedingId = registered.body.proceedingId;
    await path.step('prosecutor.osh', `/proceedings/${proceedingId}/stages`, {
      stage: 'Dismissed',
      on: daysAgo(0),
      ground: 'no ground that anybody reads in a list',
    });
  }, 60_000);
  afterAll(() => on.stop());

  const get = async (who: string, url: string) => {
    const { status, body } = await on.get(who, url, { after: path.position });
    expect({ status, body }).toMatchObject({ status: 200 });
    return body;
  };
  const readBy = async (user: string): Promise<unknown[]> =>
    (await on.readLog.readAll(0, 10_000))
      .filter(({ metadata }) => metadata.actor.user === user)
      .map(({ data }) => data as CasesReadData)
      .filter(({ kind, cases }) => kind === 'List' && cases.some(({ caseId }) => caseId === path.caseId))
      .map(({ route }) => route);

  it('have a proceeding for its office and its police, and each look is in the log of reads', async () => {
    for (const who of ['prosecutor.osh', 'police.osh']) {
      const { items } = await get(who, '/caseload/proceedings?stage=Dismissed');
      expect(items).toMatchObject([{ proceedingId, caseId: path.caseId, dropped: true, articles: ['171'] }]);
      expect(JSON.stringify(items)).not.toMatch(/01-2026|ground/);
      expect(await readBy(who)).toEqual(['GET /api/v1/caseload/proceedings']);
    }
    expect((await get('police.bishkek', '/caseload/proceedings')).items).toEqual([]);
    expect(await on.get('ngo.shelter-osh', '/caseload/proceedings')).toMatchObject({ status: 403 });
  });

  it('have the cases of its regions for a commission, which it can open', async () => {
    const { items } = await get('commission.osh', '/caseload?limit=200');
    const item = items.find(({ caseId }: { caseId: string }) => caseId === path.caseId);
    expect(item).toMatchObject({ region: 'KG-GO', ageGroup: 'Adult', stage: 'InAssistance' });
    for (const member of ['holder', 'loggedBy', 'assignee', 'due']) expect(item).not.toHaveProperty(member);
    expect(await readBy('commission.osh')).toEqual(['GET /api/v1/caseload']);
    for (const { caseId } of items) await get('commission.osh', `/cases/${caseId}`);
    const elsewhere = await new Path(on).logged({ region: 'KG-C' });
    const ids = (await on.get('commission.osh', '/caseload?limit=200', { after: elsewhere.position })).body.items.map(
      ({ caseId }: { caseId: string }) => caseId,
    );
    expect(ids).not.toContain(elsewhere.caseId);
  });

  it('lead the officer for data protection from a number to the person and back', async () => {
    const { caseNumber } = (await path.seenBy('police.osh')).body;
    const { items } = await get('dpo', `/caseload/persons?case=${caseNumber}`);
    expect(items).toEqual([{ personId: personOf(path.caseId), caseId: path.caseId, caseNumber }]);
    expect(await readBy('dpo')).toEqual(['GET /api/v1/caseload/persons']);
    expect(await get('dpo', `/persons/${items[0].personId}/erasure`)).toMatchObject({
      caseId: path.caseId,
      caseNumber,
      state: 'Kept',
      legalHold: false,
    });
    expect(await get('dpo', `/caseload/persons?case=${randomUUID()}`)).toEqual({ items: [] });
  });
});
