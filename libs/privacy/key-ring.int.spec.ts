import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { derivedId } from '#kernel';
import { StartRefused } from '#postgres';
import { KeysLostError } from './key-files.js';
import { type KeyRing, openKeyRing } from './key-ring.js';
import { testKeys, type TestKeys } from './privacy.testing.js';

const personId = derivedId('person');

describe('the keys of a store', () => {
  let store: TestKeys;
  beforeEach(async () => {
    store = await testKeys();
  });
  afterEach(() => store.drop());

  const again = (): Promise<KeyRing> => openKeyRing(store);
  const keyFile = (purpose: string): string => {
    const folder = join(store.home, 'keys');
    return join(
      folder,
      readdirSync(folder).find((name) => name.startsWith(purpose))!,
    );
  };

  it('are made for a new store, readable by nobody else', () => {
    const folder = join(store.home, 'keys');
    const names = readdirSync(folder).sort();
    expect(names).toEqual([
      expect.stringMatching(/^installation-[0-9a-f-]{36}\.key$/),
      'master.key',
      expect.stringMatching(/^period-[0-9a-f-]{36}\.key$/),
    ]);
    expect(names.map((name) => statSync(join(folder, name)).mode & 0o777)).toEqual([0o600, 0o600, 0o600]);
    expect(Buffer.from(readFileSync(store.masterKeyFile, 'utf8'), 'base64')).toHaveLength(32);
  });

  it('are the same at the next start', async () => {
    const key = randomBytes(32);
    const stored = store.ring.wrap(personId, key);
    const ring = await again();
    expect(ring.unwrap(personId, stored)).toEqual(key);
    expect(ring.derive('name').equals(store.ring.derive('name'))).toBe(true);
    expect(ring.derive('name').equals(ring.derive('reference'))).toBe(false);
  });

  it('are made once when two first starts meet', async () => {
    await store.pool.query('TRUNCATE tirek_keys.key_files CASCADE');
    // both connections open already, so that neither start is ahead
    await Promise.all([1, 2].map(() => store.pool.query('SELECT pg_sleep(0.05)')));
    const [one, other] = await Promise.all([again(), again()]);
    expect(one.derive('name').equals(other.derive('name'))).toBe(true);
    expect((await store.pool.query('SELECT FROM tirek_keys.key_files')).rowCount).toBe(2);
  });

  it('bind a stored key to its person', () => {
    const stored = store.ring.wrap(personId, randomBytes(32));
    expect(() => store.ring.unwrap(derivedId('another'), stored)).toThrow(/^the stored key of person .* was altered$/);
  });

  it('leave the key of a person only wrapped to be stored', () => {
    const key = randomBytes(32);
    const { wrapped } = store.ring.wrap(personId, key);
    expect(wrapped).toHaveLength(60);
    expect(wrapped.includes(key)).toBe(false);
  });

  describe('refuse to start', () => {
    const refused = async (sentence: RegExp): Promise<void> => {
      const error: unknown = await again().catch((caught: unknown) => caught);
      expect(error).toBeInstanceOf(KeysLostError);
      expect(error).toBeInstanceOf(StartRefused);
      expect((error as Error).message).toMatch(sentence);
    };

    it('without the master key, and make no other', async () => {
      rmSync(store.masterKeyFile);
      await refused(/^The master key file .*master\.key of this store is missing; put it back, .*\.$/);
      expect(readdirSync(join(store.home, 'keys'))).toHaveLength(2);
    });

    it('with another master key', async () => {
      writeFileSync(store.masterKeyFile, randomBytes(32).toString('base64'));
      await refused(/^The master key does not open .*\.key: it is not the one of this store, .*\.$/);
    });

    it.each(['', 'a password', randomBytes(16).toString('base64'), `${randomBytes(32).toString('base64')} more`])(
      'with a master key file that holds something else',
      async (text) => {
        writeFileSync(store.masterKeyFile, text);
        await refused(/^The file .*master\.key does not hold a master key \(32 bytes in base64\)\.$/);
      },
    );

    it.each(['period', 'installation'])('without the %s key', async (purpose) => {
      rmSync(keyFile(purpose));
      await refused(new RegExp(`^The key file .*${purpose}-.*\\.key is missing; put it back, .*\\.$`));
    });

    it('with one key file in the place of another', async () => {
      writeFileSync(keyFile('period'), readFileSync(keyFile('installation')));
      await refused(/^The master key does not open .*period-.*\.key/);
    });
  });

  it('are refused in a sentence when they cannot be written', async () => {
    await store.pool.query('TRUNCATE tirek_keys.key_files CASCADE');
    const home = join(store.masterKeyFile, 'not-a-folder');
    await expect(openKeyRing({ ...store, home })).rejects.toThrow(
      expect.objectContaining({
        name: 'StartRefused',
        message: expect.stringMatching(/^Tirek cannot write the key file/),
      }),
    );
    expect((await store.pool.query('SELECT FROM tirek_keys.key_files')).rowCount).toBe(0);
  });
});
