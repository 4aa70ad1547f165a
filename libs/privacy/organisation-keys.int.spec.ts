import { randomUUID } from 'node:crypto';
import { subscriberMigrations } from '#messaging';
import { inTransaction, migrate } from '#postgres';
import { OrganisationKeys } from './organisation-keys.js';
import { organisationKeysMigrations } from './organisation-keys-schema.js';
import { testKeys, type TestKeys } from './privacy.testing.js';
import { privacyMigrations } from './schema.js';

let store: TestKeys;
let keys: OrganisationKeys;
beforeAll(async () => {
  store = await testKeys();
  await migrate(store.pool, [...subscriberMigrations, ...privacyMigrations, ...organisationKeysMigrations]);
  keys = new OrganisationKeys(store.pool, store.ring);
});
afterAll(() => store.drop());

const hers = 'correct horse battery staple';
const his = 'eleven grey geese flew over';
const place = 'the note of a test';

/** An organisation with a key that `aida` opens. */
async function organisation() {
  const organisationId = randomUUID();
  const aida = { organisationId, user: 'aida' };
  const bakyt = { organisationId, user: 'bakyt' };
  const { recoveryCode } = await keys.make(aida, hers);
  return { organisationId, aida, bakyt, recoveryCode };
}
const refusal = async (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    (error: { type?: string }) => error.type,
  );
const leave = async (member: { organisationId: string; user: string }) => {
  const client = await store.pool.connect();
  try {
    await inTransaction(client, () => keys.leave(member, client));
  } finally {
    client.release();
  }
};

describe('what is sealed to an organisation', () => {
  it('is opened by its member, in its place only', async () => {
    const { organisationId, aida } = await organisation();
    const box = await keys.seal(organisationId, 'Кечинде жаман түш көрөт', place);
    expect(box).not.toContain('Кечинде');
    const unlocked = await keys.unlock(aida, hers);
    expect(unlocked.open(box, place)).toBe('Кечинде жаман түш көрөт');
    expect(unlocked.open(box, 'another place')).toBeUndefined();
    expect(unlocked.open(`${box.slice(0, -2)}AA`, place)).toBeUndefined();
    expect(unlocked.open('no box', place)).toBeUndefined();
    const [pair] = box.slice('box.v1.'.length).split('.');
    expect(unlocked.open(`box.v1.${pair}.${Buffer.alloc(80).toString('base64url')}`, place)).toBeUndefined();
  });

  it('is not opened by another organisation, nor with another passphrase, nor by who has none', async () => {
    const { organisationId, aida, bakyt } = await organisation();
    const other = await organisation();
    const box = await keys.seal(organisationId, 'text', place);
    expect((await keys.unlock(other.aida, hers)).open(box, place)).toBeUndefined();
    expect(await refusal(keys.unlock(aida, his))).toBe('not-allowed');
    expect(await refusal(keys.unlock(bakyt, hers))).toBe('not-allowed');
  });

  it('needs a key', async () => {
    expect(await refusal(keys.seal(randomUUID(), 'text', place))).toBe('against-a-rule');
    expect(await refusal(keys.rotate({ organisationId: randomUUID(), user: 'aida' }))).toBe('wrong-state');
  });

  it('stands nowhere in the tables that would open it: no passphrase, no code, no private half in clear', async () => {
    const { organisationId, aida, recoveryCode } = await organisation();
    const box = await keys.seal(organisationId, 'text', place);
    expect((await keys.unlock(aida, hers)).open(box, place)).toBe('text');
    const { rows } = await store.pool.query(
      `SELECT row_to_json(h)::text || coalesce((SELECT string_agg(row_to_json(g)::text, '') FROM tirek_organisation_keys.grants g
          WHERE g.organisation_id = h.organisation_id), '') AS all FROM tirek_organisation_keys.holders h WHERE organisation_id = $1`,
      [organisationId],
    );
    const stored = rows.map(({ all }) => String(all)).join('\n');
    expect(stored).toContain('aida');
    expect(stored).not.toContain(hers);
    expect(stored).not.toContain(recoveryCode);
    // what the installation has, its own key included, wraps nothing by itself
    for (const half of [
      Buffer.from(hers).toString('hex'),
      store.ring.derive('organisation').export().toString('hex'),
    ]) {
      expect(stored).not.toContain(half);
    }
  });
});

describe('who opens the key', () => {
  it('is the first member, once', async () => {
    const { aida, bakyt } = await organisation();
    expect(await refusal(keys.make(bakyt, his))).toBe('wrong-state');
    expect(await refusal(keys.ask(aida, his))).toBe('wrong-state');
  });

  it('is a colleague who was let in, for all that was sealed before too', async () => {
    const { organisationId, aida, bakyt } = await organisation();
    const before = await keys.seal(organisationId, 'before', place);
    await keys.rotate(aida);
    const after = await keys.seal(organisationId, 'after', place);
    await keys.ask(bakyt, his);
    expect(await refusal(keys.unlock(bakyt, his))).toBe('not-allowed');
    expect((await keys.standing(organisationId)).members).toEqual([
      { user: 'aida', holding: 'Opens' },
      { user: 'bakyt', holding: 'Waits' },
    ]);
    expect(await refusal(keys.letIn(aida, his, 'bakyt'))).toBe('not-allowed');
    expect(await refusal(keys.letIn(aida, hers, 'somebody'))).toBe('wrong-state');
    await keys.letIn(aida, hers, 'bakyt');
    await keys.letIn(aida, hers, 'bakyt');
    const unlocked = await keys.unlock(bakyt, his);
    expect([unlocked.open(before, place), unlocked.open(after, place)]).toEqual(['before', 'after']);
    expect(await keys.standing(organisationId)).toMatchObject({
      pairs: 2,
      members: [{ holding: 'Opens' }, { holding: 'Opens' }],
    });
  });

  it('changes the passphrase alone', async () => {
    const { organisationId, aida } = await organisation();
    const box = await keys.seal(organisationId, 'text', place);
    expect(await refusal(keys.changePassphrase(aida, his, 'a new one of hers'))).toBe('not-allowed');
    await keys.changePassphrase(aida, hers, 'a new one of hers');
    expect(await refusal(keys.unlock(aida, hers))).toBe('not-allowed');
    expect((await keys.unlock(aida, 'a new one of hers')).open(box, place)).toBe('text');
  });

  it('comes back by the recovery code, however it is typed, until there is a new one', async () => {
    const { organisationId, aida, bakyt, recoveryCode } = await organisation();
    const box = await keys.seal(organisationId, 'text', place);
    expect(recoveryCode).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){7}[0-9A-HJKMNP-TV-Z]{4}$/);
    await keys.recover(bakyt, recoveryCode.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o'), his);
    expect((await keys.unlock(bakyt, his)).open(box, place)).toBe('text');
    const next = await keys.newRecoveryCode(aida, hers);
    expect(await refusal(keys.recover(bakyt, recoveryCode, his))).toBe('not-allowed');
    await keys.recover(aida, next.recoveryCode, 'forgot the first one');
    expect((await keys.unlock(aida, 'forgot the first one')).open(box, place)).toBe('text');
  });

  it('is not who has left: the organisation seals to another pair, and colleagues open both', async () => {
    const { organisationId, aida, bakyt } = await organisation();
    await keys.ask(bakyt, his);
    await keys.letIn(aida, hers, 'bakyt');
    const before = await keys.seal(organisationId, 'before', place);
    const bakytsPairs = await keys.unlock(bakyt, his);
    await leave(bakyt);
    await leave(bakyt);
    const after = await keys.seal(organisationId, 'after', place);
    expect(bakytsPairs.open(before, place)).toBe('before');
    expect(bakytsPairs.open(after, place)).toBeUndefined();
    expect(await refusal(keys.unlock(bakyt, his))).toBe('not-allowed');
    const unlocked = await keys.unlock(aida, hers);
    expect([unlocked.open(before, place), unlocked.open(after, place)]).toEqual(['before', 'after']);
    expect((await keys.standing(organisationId)).pairs).toBe(2);
  });

  it('tries five times, also at once, and then waits', async () => {
    const { aida } = await organisation();
    const tries = await Promise.all(Array.from({ length: 8 }, () => refusal(keys.unlock(aida, his))));
    expect(tries.filter((type) => type === 'not-allowed')).toHaveLength(5);
    expect(tries.filter((type) => type === 'too-many-requests')).toHaveLength(3);
    expect(await refusal(keys.unlock(aida, hers))).toBe('too-many-requests');
    await store.pool.query(`UPDATE tirek_organisation_keys.tries SET since = since - interval '16 minutes'`);
    expect(await refusal(keys.unlock(aida, hers))).toBeUndefined();
  });

  it('makes one key, of two who try at once', async () => {
    const organisationId = randomUUID();
    const made = await Promise.all(['aida', 'bakyt'].map((user) => refusal(keys.make({ organisationId, user }, hers))));
    expect(made.filter((type) => type === 'wrong-state')).toHaveLength(1);
    expect(made.filter((type) => type === undefined)).toHaveLength(1);
  });
});
