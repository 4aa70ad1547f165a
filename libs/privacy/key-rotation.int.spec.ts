import { spawn } from 'node:child_process';
import { randomBytes, randomInt } from 'node:crypto';
import { once } from 'node:events';
import {
  appendFileSync,
  cpSync,
  existsSync,
  linkSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { eventStoreMigrations } from '#event-store';
import { derivedId } from '#kernel';
import { subscriberMigrations } from '#messaging';
import { migrate, openDatabase } from '#postgres';
import { Erasures } from './erasures.js';
import { ErasureWatch } from './erasure-watch.js';
import { KeysLostError, masterKey } from './key-files.js';
import { type KeyRing, openKeyRing } from './key-ring.js';
import { AlteredKeysError, KeyRotation } from './key-rotation.js';
import { openKeyStore } from './key-store.js';
import { rotateMasterKey } from './master-key-rotation.js';
import { type PersonKey, PersonKeys } from './person-keys.js';
import { testKeys, type TestKeys } from './privacy.testing.js';
import { privacyMigrations } from './schema.js';

const persons = (count: number, prefix = 'person'): string[] =>
  Array.from({ length: count }, (_, i) => derivedId(prefix, `${i}`));
const seal = (key: PersonKey | undefined): string | undefined => key?.seal.export().toString('hex');

describe('key periods', () => {
  let store: TestKeys;
  const rings: KeyRing[] = [];
  beforeAll(() => Logger.overrideLogger(false));
  afterAll(() => Logger.overrideLogger(['log', 'error', 'warn']));
  beforeEach(async () => {
    store = await testKeys();
  });
  afterEach(async () => {
    for (const ring of rings.splice(0)) await ring.close();
    await store.drop();
  });

  /** As another process does. */
  async function another(): Promise<{ ring: KeyRing; keys: PersonKeys; rotation: KeyRotation }> {
    const ring = await openKeyRing(store);
    rings.push(ring);
    return { ring, keys: new PersonKeys(ring.store, ring), rotation: new KeyRotation(ring) };
  }
  const folder = (): string => join(store.home, 'keys');
  const files = (kind: string): string[] => readdirSync(folder()).filter((name) => name.startsWith(kind));
  const periodsOf = async () =>
    (
      await store.pool.query<{ period_id: string }>(
        'SELECT DISTINCT period_id FROM tirek_keys.person_keys WHERE wrapped IS NOT NULL',
      )
    ).rows.map(({ period_id }) => period_id);
  const sealsOf = async (keys: PersonKeys, ids: readonly string[]): Promise<(string | undefined)[]> => {
    const found = await keys.find(ids);
    return ids.map((id) => seal(found.get(id)));
  };
  const ensured = async (keys: PersonKeys, ids: readonly string[]) =>
    (await Promise.all(ids.map((id) => keys.ensure(id)))).map(seal);

  it('end with every key wrapped anew, the former period destroyed and the keys the same', async () => {
    const { ring, keys, rotation } = await another();
    const ids = persons(1_203);
    const before = await ensured(keys, ids);
    const [former] = files('period');
    expect(await rotation.rotate()).toBe(true);
    expect(files('period')).toHaveLength(1);
    expect(files('period')).not.toContain(former);
    expect(await periodsOf()).toHaveLength(1);
    expect(await sealsOf(new PersonKeys(ring.store, ring), ids)).toEqual(before);
    expect(await sealsOf((await another()).keys, ids)).toEqual(before);
    expect(await rotation.status()).toMatchObject({ ending: 0, toRewrap: 0 });
  });

  it('overwrite the key they destroy', async () => {
    const { rotation } = await another();
    const [former] = files('period');
    const link = join(store.home, 'the same blocks');
    // a hard link shows what is left on the disk
    linkSync(join(folder(), former!), link);
    const text = readFileSync(link, 'latin1');
    await rotation.rotate();
    expect(readFileSync(link, 'latin1')).toHaveLength(text.length);
    expect(readFileSync(link, 'latin1')).not.toBe(text);
  });

  it('destroy what was left of a key by a process that was killed while it wrote it', async () => {
    const { rotation } = await another();
    const [former] = files('period');
    const half = join(folder(), `${former}.4711`);
    cpSync(join(folder(), former!), half);
    const link = join(store.home, 'the same blocks');
    linkSync(half, link);
    const text = readFileSync(link, 'latin1');
    await rotation.rotate();
    expect(files(former!)).toEqual([]);
    expect(readFileSync(link, 'latin1')).not.toBe(text);
  });

  it('destroy a former key again that came back, as with an older copy of the keys', async () => {
    const { rotation } = await another();
    const [former] = files('period');
    cpSync(join(folder(), former!), join(store.home, 'copy'));
    await rotation.rotate();
    cpSync(join(store.home, 'copy'), join(folder(), former!));
    await rotation.rotate();
    expect(files('period')).toHaveLength(1);
    expect(files('period')).not.toContain(former);
  });

  it('are followed by processes that write and read all the while', async () => {
    const writers = await Promise.all([another(), another(), another()]);
    const known = persons(700, 'known');
    const before = await ensured(writers[0]!.keys, known);
    let over = false;
    const written = writers.map(async ({ ring }, w) => {
      const made = new Map<string, string | undefined>();
      for (let i = 0; !over; i += 1) {
        // a process that keeps nothing in memory asks the database each time
        const fresh = new PersonKeys(ring.store, ring);
        for (const [n, key] of (await ensured(fresh, persons(5, `${w} ${i}`))).entries()) {
          made.set(persons(5, `${w} ${i}`)[n]!, key);
        }
        expect(await sealsOf(fresh, known.slice(i % 700, (i % 700) + 3))).toEqual(before.slice(i % 700, (i % 700) + 3));
      }
      return made;
    });
    const { rotation } = await another();
    for (let round = 0; round < 4; round += 1) expect(await rotation.rotate()).toBe(true);
    over = true;
    const { keys } = await another();
    for (const made of await Promise.all(written)) {
      expect(made.size).toBeGreaterThan(0);
      expect(await sealsOf(keys, [...made.keys()])).toEqual([...made.values()]);
    }
    expect(await sealsOf(keys, known)).toEqual(before);
    expect(files('period')).toHaveLength(1);
  });

  it('are ended by one process at a time', async () => {
    const [one, other] = [await another(), await another()];
    await ensured(one.keys, persons(600));
    const done = await Promise.all([one.rotation.rotate(), other.rotation.rotate()]);
    expect(done).toContain(true);
    expect(await periodsOf()).toHaveLength(1);
    expect((await one.rotation.status()).ending).toBe(0);
  });

  describe('cut short', () => {
    const steps: [string, (ring: KeyRing) => void][] = [
      ['before the new period is recorded', (ring) => failOnce(ring.files, 'make', true)],
      ['before anything is wrapped anew', (ring) => failOnce(ring, 'wrap')],
      ['before the former key is destroyed', (ring) => failOnce(ring.files, 'destroy')],
      ['after the former key is destroyed', (ring) => failOnce(ring.files, 'destroy', true)],
    ];

    /** The process dies in this step, before or after it has done it. */
    function failOnce<T extends object>(on: T, method: keyof T, after = false): void {
      const real = (on[method] as (...args: unknown[]) => unknown).bind(on);
      jest
        .spyOn(on as Record<string, (...args: unknown[]) => unknown>, method as string)
        .mockImplementationOnce((...args) => {
          if (after) real(...args);
          throw new Error('died');
        });
    }

    it.each(steps)('%s, are ended by the next', async (_, die) => {
      const dying = await another();
      const ids = persons(20);
      const before = await ensured(dying.keys, ids);
      die(dying.ring);
      const outcome = await dying.rotation.rotate().catch((error: Error) => error.message);
      if (outcome !== true) expect(outcome).toBe('died');
      // opens all the while, in a process that starts now
      const next = await another();
      expect(await sealsOf(next.keys, ids)).toEqual(before);
      await next.rotation.rotate();
      expect(await sealsOf((await another()).keys, ids)).toEqual(before);
      expect(await next.rotation.status()).toMatchObject({ ending: 0, toRewrap: 0 });
      const alive = await store.pool.query<{ id: string }>(
        `SELECT id FROM tirek_keys.key_files WHERE purpose = 'period' AND destroyed_at IS NULL`,
      );
      expect(alive.rows).toHaveLength(1);
    });
  });

  it('outlive processes that are killed at any moment of a rotation', async () => {
    const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));
    const ids = persons(1_100);
    const before = await ensured((await another()).keys, ids);
    const begun = files('period');
    for (let round = 0; round < 6; round += 1) {
      const child = spawn(
        process.execPath,
        [
          '--experimental-transform-types',
          '--disable-warning=ExperimentalWarning',
          '--import',
          path('../messaging/unbuilt.testing.ts'),
          path('rotating.testing.ts'),
          store.url,
          store.home,
          store.masterKeyFile,
        ],
        { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, NODE_OPTIONS: '' } },
      );
      const ended = once(child, 'close');
      // one that ends by itself is seen below
      await Promise.race([once(child.stdout, 'data'), ended]);
      await pause(randomInt(600));
      child.kill('SIGKILL');
      expect(await ended).toEqual([null, 'SIGKILL']);
      expect(await sealsOf((await another()).keys, ids)).toEqual(before);
    }
    const { ring, rotation } = await another();
    // the lock of the one that was killed goes with its connection
    while (!(await rotation.rotate())) await pause(50);
    expect(await rotation.status()).toMatchObject({ ending: 0, toRewrap: 0 });
    expect(files('period')).not.toEqual(begun);
    expect(await periodsOf()).toHaveLength(1);
    expect(await sealsOf(new PersonKeys(ring.store, ring), ids)).toEqual(before);
  }, 60_000);

  it('do not end while a stored key is altered, and end when it is mended', async () => {
    const { ring, keys, rotation } = await another();
    const [altered, whole] = persons(2);
    const before = await ensured(keys, [altered!, whole!]);
    const flip = () =>
      store.pool.query(
        `UPDATE tirek_keys.person_keys SET wrapped = set_byte(wrapped, 20, get_byte(wrapped, 20) # 1) WHERE person_id = $1`,
        [altered],
      );
    await flip();
    await expect(rotation.rotate()).rejects.toThrow(AlteredKeysError);
    expect(await rotation.status()).toMatchObject({ ending: 1, toRewrap: 1 });
    await flip();
    expect(await rotation.rotate()).toBe(true);
    expect(await sealsOf(new PersonKeys(ring.store, ring), [altered!, whole!])).toEqual(before);
  });

  describe('and an erasure', () => {
    it('destroys the key at once, for good, and says when it is final', async () => {
      const { ring, keys, rotation } = await another();
      const erasures = new Erasures(ring, keys);
      const [erased, neighbour] = persons(2);
      await ensured(keys, [erased!, neighbour!]);
      expect(await erasures.of(erased!)).toBeUndefined();
      await erasures.erase(erased!);
      expect(await keys.ensure(erased!)).toBeUndefined();
      expect([...(await keys.find([erased!, neighbour!])).keys()]).toEqual([neighbour]);
      const first = await erasures.of(erased!);
      expect(first).toEqual({ keyDeletedAt: expect.any(Date), finalExpectedBy: expect.any(Date) });
      const { until } = await rotation.status();
      expect(first!.finalExpectedBy!.getTime() - until.getTime()).toBe(3_600_000);
      await erasures.erase(erased!);
      expect(await erasures.of(erased!)).toEqual(first);
      await rotation.rotate();
      const final = await erasures.of(erased!);
      expect(final).toEqual({ keyDeletedAt: first!.keyDeletedAt, finalAt: expect.any(Date) });
      expect(final!.finalAt!.getTime()).toBeGreaterThan(first!.keyDeletedAt.getTime());
    });

    it('of somebody who never had a key is final at once', async () => {
      const { ring, keys } = await another();
      const [nobody] = persons(1);
      await new Erasures(ring, keys).erase(nobody!);
      const { keyDeletedAt, finalAt } = (await new Erasures(ring, keys).of(nobody!))!;
      expect(finalAt).toEqual(keyDeletedAt);
      expect(await keys.ensure(nobody!)).toBeUndefined();
    });

    it('is known to the other processes at their next look', async () => {
      const [one, other] = [await another(), await another()];
      const [erased, neighbour] = persons(2);
      await ensured(one.keys, [erased!, neighbour!]);
      await ensured(other.keys, [erased!, neighbour!]);
      await one.keys.erase(erased!);
      await new ErasureWatch(other.ring, other.keys).look();
      expect([...(await other.keys.find([erased!, neighbour!])).keys()]).toEqual([neighbour]);
    });

    it('keeps no key in memory of a process that cannot ask', async () => {
      const { ring, keys } = await another();
      const [person] = persons(1);
      await keys.ensure(person!);
      const stop = new AbortController();
      const query = jest.spyOn(ring.store, 'query').mockImplementation(() => {
        stop.abort();
        throw new Error('the database is away');
      });
      await new ErasureWatch(ring, keys).run(stop.signal);
      query.mockRestore();
      await store.pool.query('UPDATE tirek_keys.person_keys SET wrapped = NULL');
      expect((await keys.find([person!])).size).toBe(0);
    });

    it('meanwhile a rotation wraps keys anew is not undone', async () => {
      const { ring, keys, rotation } = await another();
      const ids = persons(40);
      await ensured(keys, ids);
      const wrap = ring.wrap.bind(ring);
      let erasing: Promise<void> | undefined;
      jest.spyOn(ring, 'wrap').mockImplementation((personId, key) => {
        // read for wrapping already
        if (personId === ids[7]) erasing = keys.erase(ids[7]);
        return wrap(personId, key);
      });
      await rotation.rotate();
      await erasing;
      expect((await (await another()).keys.find(ids)).size).toBe(39);
    });
  });

  describe('and a database of an earlier one', () => {
    /** The key table as it was, as a backup of the database has it. */
    async function backedUp(): Promise<() => Promise<void>> {
      await store.pool.query(`CREATE SCHEMA backup;
        CREATE TABLE backup.key_files AS TABLE tirek_keys.key_files;
        CREATE TABLE backup.person_keys AS TABLE tirek_keys.person_keys`);
      return async () => {
        await store.pool.query(`TRUNCATE tirek_keys.key_files CASCADE;
          INSERT INTO tirek_keys.key_files SELECT * FROM backup.key_files;
          INSERT INTO tirek_keys.person_keys SELECT * FROM backup.person_keys`);
      };
    }

    it('opens with the surviving keys what was not erased since, and nothing else', async () => {
      const { ring, keys, rotation } = await another();
      const ids = persons(30);
      const before = await ensured(keys, ids);
      const restore = await backedUp();
      await new Erasures(ring, keys).erase(ids[3]!);
      await rotation.rotate();
      await ensured(keys, persons(3, 'later'));
      await rotation.rotate();
      await restore();
      const restored = await another();
      expect(await sealsOf(restored.keys, ids)).toEqual(before.map((key, i) => (i === 3 ? undefined : key)));
      expect(await restored.keys.ensure(ids[3]!)).toBeUndefined();
      expect((await new Erasures(restored.ring, restored.keys).of(ids[3]!))!.finalAt).toBeDefined();
      // and goes on
      expect(seal(await restored.keys.ensure(derivedId('new')))).toBeDefined();
      expect(await restored.rotation.rotate()).toBe(true);
    });

    it('opens also when it was saved while keys were wrapped anew', async () => {
      const { ring, keys, rotation } = await another();
      const ids = persons(5);
      const before = await ensured(keys, ids);
      const refresh = ring.refresh.bind(ring);
      let restore: (() => Promise<void>) | undefined;
      // the new period is there, and everything still wrapped by the former one
      jest.spyOn(ring, 'refresh').mockImplementationOnce(async () => {
        await refresh();
        restore = await backedUp();
      });
      await rotation.rotate();
      await new Erasures(ring, keys).erase(ids[2]!);
      await restore!();
      const restored = await another();
      expect(await sealsOf(restored.keys, ids)).toEqual(before.map((key, i) => (i === 2 ? undefined : key)));
      expect(await restored.rotation.rotate()).toBe(true);
      expect(await periodsOf()).toHaveLength(1);
    });

    it('of the same one erases again who was erased', async () => {
      const { ring, keys } = await another();
      const ids = persons(3);
      const before = await ensured(keys, ids);
      await store.pool.query(`INSERT INTO tirek_keys.name_index SELECT person_id, 'x' FROM tirek_keys.person_keys`);
      const restore = await backedUp();
      await new Erasures(ring, keys).erase(ids[1]!);
      await restore();
      await store.pool.query(`INSERT INTO tirek_keys.name_index VALUES ($1, 'x')`, [ids[1]]);
      const restored = await another();
      expect(await sealsOf(restored.keys, ids)).toEqual([before[0], undefined, before[2]]);
      const { rows } = await store.pool.query('SELECT FROM tirek_keys.name_index WHERE person_id = $1', [ids[1]]);
      expect(rows).toEqual([]);
    });

    it('of before she was known gives her no new key', async () => {
      const { ring, keys } = await another();
      const restore = await backedUp();
      const [erased, neighbour] = persons(2);
      await ensured(keys, [erased!, neighbour!]);
      await new Erasures(ring, keys).erase(erased!);
      await restore();
      const restored = await another();
      expect((await ensured(restored.keys, [erased!, neighbour!])).map(Boolean)).toEqual([false, true]);
      expect(await new Erasures(restored.ring, restored.keys).of(erased!)).toBeDefined();
    });

    it('erases again also after a note of an erasure was cut short', async () => {
      const { ring, keys } = await another();
      const ids = persons(2);
      await ensured(keys, ids);
      const restore = await backedUp();
      // as on a full disk
      appendFileSync(join(folder(), 'erased.list'), `\n${ids[0]!.slice(0, 20)}`);
      await new Erasures(ring, keys).erase(ids[1]!);
      await restore();
      expect((await sealsOf((await another()).keys, ids)).map(Boolean)).toEqual([true, false]);
    });

    it('leaves no key behind of periods that it does not know, when nobody can need it any more', async () => {
      const { ring, keys, rotation } = await another();
      const ids = persons(3);
      const before = await ensured(keys, ids);
      const restore = await backedUp();
      const [former] = files('period');
      // a rotation that cannot end, and what is done about it
      jest.spyOn(ring.files, 'destroy').mockImplementationOnce(() => {
        throw new Error('died');
      });
      await expect(rotation.rotate()).rejects.toThrow('died');
      const [unknown] = files('period').filter((name) => name !== former);
      await restore();
      const restored = await another();
      expect(await restored.rotation.rotate()).toBe(true);
      expect(files('period')).toHaveLength(2);
      expect(files('period')).toContain(unknown);

      const daysAgo = new Date(Date.now() - 73 * 3_600_000);
      utimesSync(join(folder(), unknown!), daysAgo, daysAgo);
      expect(await restored.rotation.rotate()).toBe(true);
      expect(files('period')).toHaveLength(1);
      expect(files('period')).not.toContain(unknown);
      expect(files('living')).toEqual([files('period')[0]!.replace('period', 'living').replace('.key', '.keys')]);
      expect(await sealsOf((await another()).keys, ids)).toEqual(before);
    });

    it('is refused with a damaged file of living keys', async () => {
      const { keys, rotation } = await another();
      await ensured(keys, persons(30));
      const restore = await backedUp();
      await rotation.rotate();
      await restore();
      const [living] = files('living');
      const whole = readFileSync(join(folder(), living!), 'utf8').split('\n');
      writeFileSync(join(folder(), living!), [...whole.slice(0, 10), ...whole.slice(-2)].join('\n'));
      await expect(openKeyRing(store)).rejects.toThrow(/is damaged/);
      rmSync(join(folder(), living!));
      await expect(openKeyRing(store)).rejects.toThrow(KeysLostError);
    });

    it('takes nothing from a file of living keys that is older', async () => {
      const { ring, keys, rotation } = await another();
      await ensured(keys, persons(2));
      await rotation.rotate();
      const [former] = files('period');
      jest.spyOn(ring, 'wrap').mockImplementationOnce(() => {
        throw new Error('died');
      });
      await expect(rotation.rotate()).rejects.toThrow('died');
      const later = persons(2, 'later');
      const before = await ensured(keys, later);
      const newest = join(
        folder(),
        files('period').find((name) => name !== former)!,
      );
      cpSync(newest, join(store.home, 'aside'));
      rmSync(newest);
      await expect(openKeyRing(store)).rejects.toThrow(/is missing; put it back/);
      cpSync(join(store.home, 'aside'), newest);
      expect(await sealsOf((await another()).keys, later)).toEqual(before);
    });

    it('takes nothing from a file of living keys that is not newer: a lost key can be put back', async () => {
      const { keys, rotation } = await another();
      const ids = persons(5);
      const before = await ensured(keys, ids);
      await rotation.rotate();
      const aside = join(store.home, 'aside');
      const [period] = files('period');
      cpSync(join(folder(), period!), aside);
      rmSync(join(folder(), period!));
      await expect(openKeyRing(store)).rejects.toThrow(/is missing; put it back/);
      cpSync(aside, join(folder(), period!));
      expect(await sealsOf((await another()).keys, ids)).toEqual(before);
    });
  });

  describe('and another master key', () => {
    const newFile = (): string => join(store.home, 'new-master.key');

    it('are opened by it alone, while processes go on', async () => {
      const running = await another();
      const ids = persons(5);
      const before = await ensured(running.keys, ids);
      const old = readFileSync(store.masterKeyFile);
      expect(rotateMasterKey(store.home, store.masterKeyFile, newFile())).toBe(2);
      expect(readFileSync(store.masterKeyFile)).toEqual(readFileSync(newFile()));
      // the process that was running makes a period under the new one
      await running.rotation.rotate();
      expect(await sealsOf((await another()).keys, ids)).toEqual(before);
      writeFileSync(store.masterKeyFile, old);
      await expect(openKeyRing(store)).rejects.toThrow(/The master key does not open/);
    });

    it('are opened wherever the change was cut short, and it is ended by the same command', async () => {
      const ids = persons(5);
      const before = await ensured((await another()).keys, ids);
      masterKey(newFile(), { mayCreate: true });
      writeFileSync(`${store.masterKeyFile}.next`, readFileSync(newFile()));
      const { ring } = await another();
      ring.files.rewrap('period', files('period')[0]!.slice(7, -4), masterKey(newFile(), { mayCreate: false }));
      expect(await sealsOf((await another()).keys, ids)).toEqual(before);
      const other = join(store.home, 'third.key');
      masterKey(other, { mayCreate: true });
      expect(() => rotateMasterKey(store.home, store.masterKeyFile, other)).toThrow(/was begun and not ended/);
      expect(rotateMasterKey(store.home, store.masterKeyFile, newFile())).toBe(1);
      expect(existsSync(`${store.masterKeyFile}.next`)).toBe(false);
      expect(await sealsOf((await another()).keys, ids)).toEqual(before);
    });

    it('are refused one that is none', async () => {
      writeFileSync(newFile(), randomBytes(16).toString('base64'));
      expect(() => rotateMasterKey(store.home, store.masterKeyFile, newFile())).toThrow(/does not hold a master key/);
    });
  });

  describe('and the roles of the database', () => {
    const asRole = async (role: string, sql: string): Promise<string> => {
      const client = await store.pool.connect();
      try {
        await client.query(`SET ROLE ${role}`);
        return await client.query(sql).then(
          () => 'allowed',
          (error: { code?: string }) => error.code ?? 'failed',
        );
      } finally {
        await client.query('RESET ROLE');
        client.release();
      }
    };

    it('are kept by a role of their own', async () => {
      const { ring } = await another();
      const { rows } = await ring.store.query<{ role: string }>('SELECT current_user AS role');
      expect(rows).toEqual([{ role: 'tirek_keeper' }]);
    });

    it('are kept without one by a user who may not take it', async () => {
      const user = `plain_${randomBytes(8).toString('hex')}`;
      const url = new URL(store.url);
      url.username = user;
      url.password = user;
      await store.pool.query(`CREATE ROLE ${user} LOGIN PASSWORD '${user}'`);
      const pool = await openDatabase(url.href, { max: 2 });
      const kept = await openKeyStore(pool);
      try {
        const { rows } = await kept.query<{ role: string }>('SELECT current_user AS role');
        expect(rows).toEqual([{ role: user }]);
      } finally {
        await Promise.all([kept.end(), pool.end()]);
        await store.pool.query(`DROP ROLE ${user}`);
      }
    });

    it('are nothing to the role of the events, nor the events to theirs', async () => {
      await migrate(store.pool, [...subscriberMigrations, ...privacyMigrations, ...eventStoreMigrations]);
      for (const table of ['key_files', 'person_keys', 'name_index']) {
        expect(await asRole('tirek_app', `SELECT FROM tirek_keys.${table}`)).toBe('42501');
        expect(await asRole('tirek_keeper', `SELECT FROM tirek_keys.${table}`)).toBe('allowed');
      }
      expect(await asRole('tirek_keeper', 'SELECT FROM tirek_events.events')).toBe('42501');
      expect(await asRole('tirek_keeper', 'DELETE FROM tirek_keys.person_keys')).toBe('42501');
    });
  });
});
