import { setTimeout } from 'node:timers/promises';
import { jest } from '@jest/globals';
import { derivedId } from '#kernel';
import { openDatabase } from '#postgres';
import { KeysLostError } from './key-files.js';
import { type KeyRing, openKeyRing } from './key-ring.js';
import { type PersonKey, PersonKeys } from './person-keys.js';
import { testKeys, type TestKeys } from './privacy.testing.js';

const persons = (count: number, prefix = 'person'): string[] =>
  Array.from({ length: count }, (_, i) => derivedId(prefix, `${i}`));

/** KeyObjects look all the same to `toEqual`. */
const bytes = (key: PersonKey | undefined): string[] =>
  key ? [key.seal.export().toString('hex'), key.fingerprint.export().toString('hex')] : [];

describe('person keys', () => {
  let store: TestKeys;
  let keys: PersonKeys;
  beforeEach(async () => {
    store = await testKeys();
    keys = new PersonKeys(store.pool, store.ring);
  });
  afterEach(() => store.drop());

  const stored = async (): Promise<number> =>
    (await store.pool.query<{ n: number }>('SELECT count(*) AS n FROM tirek_keys.person_keys')).rows[0]!.n;

  it('are durable when they are given out, and stay the same', async () => {
    const [person] = persons(1);
    const key = await keys.ensure(person!);
    expect(await stored()).toBe(1);
    expect(bytes(key)).toEqual([expect.stringMatching(/^[0-9a-f]{64}$/), expect.stringMatching(/^[0-9a-f]{64}$/)]);
    expect(new Set(bytes(key)).size).toBe(2);
    expect(bytes(await new PersonKeys(store.pool, store.ring).ensure(person!))).toEqual(bytes(key));
  });

  it('are of one person each', async () => {
    const made = await Promise.all(persons(20).map((person) => keys.ensure(person)));
    expect(new Set(made.flatMap(bytes)).size).toBe(40);
  });

  it('of 32 concurrent new persons cost one statement', async () => {
    const query = jest.spyOn(store.pool, 'query');
    await Promise.all(persons(32).flatMap((person) => [keys.ensure(person), keys.ensure(person)]));
    expect(query).toHaveBeenCalledTimes(1);
    await Promise.all(persons(32).map((person) => keys.ensure(person)));
    expect(query).toHaveBeenCalledTimes(1);
    query.mockRestore();
    expect(await stored()).toBe(32);
  });

  it('queue while a batch is under way and go together in the next', async () => {
    const query = jest.spyOn(store.pool, 'query');
    const first = keys.ensure(derivedId('first'));
    while (query.mock.calls.length === 0) await setTimeout(0);
    await Promise.all([first, ...persons(50).map((person) => keys.ensure(person))]);
    expect(query).toHaveBeenCalledTimes(2);
    query.mockRestore();
  });

  it('are agreed on by processes that make them at once, in any order', async () => {
    const other = await openDatabase(store.url, { max: 4 });
    try {
      const others = [1, 2, 3].map(async () => new PersonKeys(other, await openKeyRing({ ...store, pool: other })));
      const all = [keys, ...(await Promise.all(others))];
      for (let round = 0; round < 20; round += 1) {
        const ids = persons(25, `round ${round}`);
        const made = await Promise.all(
          all.map((own, i) =>
            Promise.all((i % 2 ? ids.toReversed() : ids).map(async (id) => [id, bytes(await own.ensure(id))] as const)),
          ),
        );
        const [first, ...rest] = made.map((pairs) => Object.fromEntries(pairs));
        for (const agreed of rest) expect(agreed).toEqual(first);
      }
      expect(await stored()).toBe(500);
    } finally {
      await other.end();
    }
  });

  it('are found for the persons who have one', async () => {
    const [known, cached, unknown] = persons(3);
    await new PersonKeys(store.pool, store.ring).ensure(known!);
    const key = await keys.ensure(cached!);
    const found = await keys.find([known!, cached!, unknown!, known!]);
    expect(new Set(found.keys())).toEqual(new Set([known, cached]));
    expect(bytes(found.get(cached!))).toEqual(bytes(key));
    expect(await stored()).toBe(2);
  });

  it('of an erased person are neither found nor made again', async () => {
    const [erased, neighbour] = persons(2);
    await Promise.all([keys.ensure(erased!), keys.ensure(neighbour!)]);
    await store.pool.query('UPDATE tirek_keys.person_keys SET wrapped = NULL, period_id = NULL WHERE person_id = $1', [
      erased,
    ]);
    const elsewhere = new PersonKeys(store.pool, store.ring);
    expect(await elsewhere.ensure(erased!)).toBeUndefined();
    expect([...(await elsewhere.find([erased!, neighbour!])).keys()]).toEqual([neighbour]);
  });

  it('are forgotten after a while when another process erased them', async () => {
    const brief = new PersonKeys(store.pool, store.ring, { cacheMs: 100 });
    const [person] = persons(1);
    await brief.ensure(person!);
    await store.pool.query('DELETE FROM tirek_keys.person_keys');
    expect((await brief.find([person!])).size).toBe(1);
    await setTimeout(150);
    expect((await brief.find([person!])).size).toBe(0);
  });

  const alter = (personId: string) =>
    store.pool.query(
      `UPDATE tirek_keys.person_keys SET wrapped = set_byte(wrapped, 20, get_byte(wrapped, 20) # 1) WHERE person_id = $1`,
      [personId],
    );

  it('that were altered are found by nobody, and can be passed over', async () => {
    const [altered, whole] = persons(2);
    await Promise.all([keys.ensure(altered!), keys.ensure(whole!)]);
    await alter(altered!);
    const elsewhere = new PersonKeys(store.pool, store.ring);
    await expect(elsewhere.find([altered!, whole!])).rejects.toThrow(/was altered$/);
    const passedOver: string[] = [];
    const found = await elsewhere.find([altered!, whole!], (personId) => passedOver.push(personId));
    expect([[...found.keys()], passedOver]).toEqual([[whole], [altered]]);
  });

  it('are not passed over when it is the key of their period that is missing', async () => {
    const [person] = persons(1);
    await keys.ensure(person!);
    const missing = () => {
      throw new KeysLostError('The key file is missing.');
    };
    const ring = { period: missing, unwrap: missing } as unknown as KeyRing;
    const passOver = jest.fn();
    await expect(new PersonKeys(store.pool, ring).find([person!], passOver)).rejects.toThrow(KeysLostError);
    expect(passOver).not.toHaveBeenCalled();
  });

  it('that were altered fail for their person alone', async () => {
    const [altered, whole] = persons(2);
    await Promise.all([keys.ensure(altered!), keys.ensure(whole!)]);
    await alter(altered!);
    const elsewhere = new PersonKeys(store.pool, store.ring);
    const [one, other] = await Promise.allSettled([elsewhere.ensure(altered!), elsewhere.ensure(whole!)]);
    expect(one).toMatchObject({ status: 'rejected', reason: { message: expect.stringMatching(/was altered$/) } });
    expect(other.status).toBe('fulfilled');
  });

  it('fail for those who wait when the database does, and are made after', async () => {
    const query = jest.spyOn(store.pool, 'query').mockImplementationOnce(() => {
      throw new Error('the database is away');
    });
    const ids = persons(3);
    const outcomes = await Promise.allSettled(ids.map((id) => keys.ensure(id)));
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    query.mockRestore();
    expect(await Promise.all(ids.map((id) => keys.ensure(id)))).not.toContain(undefined);
  });
});
