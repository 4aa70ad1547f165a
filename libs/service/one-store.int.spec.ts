import { foundStore, PostgresEventStore, eventStoreMigrations } from '#event-store';
import { migrate } from '#postgres';
import { testDatabase, type TestDatabase } from '../postgres/postgres.testing.js';
import { insistOnOneStore, oneStoreMigrations } from './one-store.js';

const founding = { mode: 'demonstration', country: 'KG' } as const;

describe('a database and its event store', () => {
  let ours: TestDatabase;
  let others: TestDatabase;
  let store: PostgresEventStore;
  let another: PostgresEventStore;
  const open = async (database: TestDatabase) => {
    await migrate(database.pool, [...eventStoreMigrations, ...oneStoreMigrations]);
    return PostgresEventStore.open({ url: database.url });
  };
  /** A start on our database with an event store; `founded` says whether it came to the keys. */
  const start = async (it: PostgresEventStore, { inDatabase = false, found = () => foundStore(it, founding) } = {}) => {
    let founded = false;
    const ended = await insistOnOneStore({ database: ours.pool, store: it, inDatabase }, () => {
      founded = true;
      return found();
    }).catch((error: Error) => error.message);
    return { founded, ended };
  };
  beforeEach(async () => {
    [ours, others] = [await testDatabase(), await testDatabase()];
    [store, another] = [await open(ours), await open(others)];
  });
  afterEach(async () => {
    await store.close();
    await another.close();
    await ours.drop();
    await others.drop();
  });

  it('are founded once by first starts that meet, one after another', async () => {
    let atOnce = 0;
    const found = async () => {
      expect((atOnce += 1)).toBe(1);
      const founded = await foundStore(store, founding);
      atOnce -= 1;
      return founded;
    };
    const starts = await Promise.all([start(store, { found }), start(store, { found })]);
    expect(starts.map(({ ended }) => ended)).toEqual([founding, founding]);
    expect(await store.head()).toBe(1);
  });

  it('stay together: another store is refused, and nothing is founded in it', async () => {
    expect((await start(store)).ended).toEqual(founding);
    expect(await start(another)).toEqual({
      founded: false,
      ended: expect.stringContaining('This database belongs to another event store'),
    });
    expect(await another.head()).toBe(0);
    expect((await start(store)).ended).toEqual(founding);
  });

  it('a new database beside a store that has events is refused, and no keys are made', async () => {
    await foundStore(another, founding);
    const refused = { founded: false, ended: expect.stringContaining('this database has never seen it') };
    expect(await start(another)).toEqual(refused);
    expect(await start(another)).toEqual(refused);
  });

  it('go on where the database holds the events and recorded nothing yet', async () => {
    await foundStore(store, founding);
    expect((await start(store, { inDatabase: true })).ended).toEqual(founding);
    expect((await start(another)).ended).toContain('This database belongs to another event store');
  });

  it('go on where the founding was cut short, before or after its event', async () => {
    const cut = () => Promise.reject(new Error('cut short'));
    expect((await start(another, { found: cut })).ended).toBe('cut short');
    expect((await start(another, { found: () => foundStore(another, founding).then(cut) })).ended).toBe('cut short');
    expect((await start(another)).ended).toEqual(founding);
    expect((await start(another)).ended).toEqual(founding);
  });
});
