import { foundStore, PostgresEventStore, eventStoreMigrations } from '#event-store';
import { migrate } from '#postgres';
import { testDatabase, type TestDatabase } from '../postgres/postgres.testing.js';
import { insistOnOneStore, oneStoreMigrations } from './one-store.js';

describe('a database and its event store', () => {
  let ours: TestDatabase;
  let others: TestDatabase;
  const open = async (database: TestDatabase) => {
    await migrate(database.pool, [...eventStoreMigrations, ...oneStoreMigrations]);
    return PostgresEventStore.open({ url: database.url });
  };
  beforeAll(async () => {
    [ours, others] = [await testDatabase(), await testDatabase()];
  });
  afterAll(async () => {
    await ours.drop();
    await others.drop();
  });

  it('stay together: another store is refused, and nothing is founded in it', async () => {
    const [store, another] = [await open(ours), await open(others)];
    const begin = (it: PostgresEventStore) =>
      insistOnOneStore(ours.pool, it, () => foundStore(it, { mode: 'demonstration', country: 'KG' }));
    expect((await Promise.all([begin(store), begin(store)])).map(({ country }) => country)).toEqual(['KG', 'KG']);
    await expect(begin(another)).rejects.toThrow('This database belongs to another event store');
    expect(await another.head()).toBe(0);
    expect(await begin(store)).toEqual({ mode: 'demonstration', country: 'KG' });
    await store.close();
    await another.close();
  });
});
