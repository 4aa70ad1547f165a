import type { Caller } from '#access';
import {
  type Application,
  daysAgo,
  organisationOf,
  Path,
  startApplication,
  userNamed,
} from '../casework/application.testing.js';

describe('whom she excludes', () => {
  let on: Application;
  beforeAll(async () => {
    on = await startApplication();
  });
  afterAll(() => on.stop());

  const colleague: Caller = { ...userNamed('police.osh'), user: 'a colleague' };
  const name = 'Жамиля Осмонова';

  /** What somebody finds of a case, wherever one can look. */
  async function finds(who: string | Caller, { caseId, position }: Path) {
    const options = { after: position };
    const has = ({ body }: { body: { items: { caseId: string }[] } }) =>
      body.items.some((item) => item.caseId === caseId);
    const summary = async () => (await on.get(who, '/caseload/summary?by=stage', options)).body.total as number;
    return {
      file: (await on.get(who, `/cases/${caseId}`, options)).status,
      caseload: has(await on.get(who, '/caseload', options)),
      referrals: has(await on.get(who, '/coordination/referrals', options)),
      search: has(await on.post(who, '/caseload/search', { name }, options)),
      counted: await summary(),
    };
  }
  const everywhere = { file: 200, caseload: true, referrals: true, search: true };
  const nowhere = { file: 404, caseload: false, referrals: false, search: false };
  const exclude = (path: Path, who: string, body: object) =>
    path.step(who, `/cases/${path.caseId}/exclusions`, { ...body, on: daysAgo(0) });

  it('an officer: to him, and to nobody else, the case does not exist, until it is lifted', async () => {
    const path = await (await (await new Path(on).logged({ person: { name } })).consented()).referred();
    const before = await finds('police.osh', path);
    expect(before).toMatchObject(everywhere);
    const { body } = await exclude(path, 'police.supervisor', {
      organisationId: organisationOf('police.osh'),
      user: 'police.osh',
    });
    expect(await finds('police.osh', path)).toEqual({ ...nowhere, counted: before.counted - 1 });
    expect(await finds(colleague, path)).toEqual(before);
    expect((await on.get(colleague, `/cases/${path.caseId}`)).body.exclusions).toEqual([]);
    expect((await on.post('police.osh', `/referrals/${path.referralId}/recall`, { reason: 'Other' })).status).toBe(404);
    expect(
      (await on.post('police.osh', `/cases/${path.caseId}/break-glass`, { reason: 'She is in danger now.' })).status,
    ).toBe(404);
    const lifting = `/cases/${path.caseId}/exclusions/${body.exclusionId}/lifting`;
    expect((await on.post('police.supervisor', lifting, { on: daysAgo(0) })).status).toBe(422);
    await path.step('dpo', lifting, { on: daysAgo(0) });
    expect(await finds('police.osh', path)).toEqual(before);
  });

  it('an organisation: to all of it the case does not exist, also what it was sent', async () => {
    const path = await (await (await new Path(on).logged()).consented()).referred();
    const seen = async () => {
      const { file, caseload, referrals } = await finds('ngo.shelter-osh', path);
      return { file, caseload, referrals };
    };
    expect(await seen()).toEqual({ file: 200, caseload: true, referrals: true });
    const shelter = { organisationId: organisationOf('ngo.shelter-osh') };
    const { exclusionId } = (await exclude(path, 'police.osh', shelter)).body;
    expect(await seen()).toEqual({ file: 404, caseload: false, referrals: false });
    const { exclusions } = (await on.get('police.osh', `/cases/${path.caseId}`)).body;
    expect(exclusions).toEqual([{ exclusionId, ...shelter }]);
    expect((await on.post('ngo.shelter-osh', `/referrals/${path.referralId}/acceptance`, {})).status).toBe(404);
  });
});
