import { foldPage } from './fold-page.js';
import { historyCatalogue as catalogue, makeHistory } from './history.testing.js';
import type { ProjectionTable } from './projection.js';
import type { Queryable } from './read-model.js';
import { WorkingSet } from './working-set.js';

type Line = { stream: string; revision: number };

/** The last revision of each stream; throws where told to. */
const lines = (name: string, poison?: { stream: string; revision: number }): ProjectionTable<Line> => ({
  name,
  columns: '',
  groupBy: 'stream',
  groups: ({ stream }) => [stream],
  evolve(_, { stream, revision }) {
    if (stream === poison?.stream && revision >= poison.revision) throw new TypeError('poison');
    return [{ stream, revision }];
  },
});

const history = makeHistory({ cases: 20, seed: 2 });
const skipped: ReadonlySet<string> = new Set();
const long = history.find(({ stream, revision }) => revision === 3 && stream.startsWith('case-'))!.stream;

/** A connection to a database with empty tables; keeps what is inserted. */
function emptyDatabase() {
  const inserted: Record<string, (Line & { position: number })[]> = {};
  const query = (statement: string | object, [json]: unknown[] = []) => {
    const table = typeof statement === 'string' ? /^INSERT INTO read\.(\w+)/.exec(statement)?.[1] : undefined;
    if (table) inserted[table] = JSON.parse(String(json));
    return Promise.resolve({ rows: [] });
  };
  return { inserted, client: { query } as unknown as Queryable };
}

describe('folding a page', () => {
  it('leaves an event out of every table when one of them throws, and what follows in its stream', async () => {
    const { client, inserted } = emptyDatabase();
    const tables = [lines('one'), lines('two', { stream: long, revision: 2 })];
    const workingSet = new WorkingSet('read', { name: 'read', version: 1, tables });
    const parked = new Set<string>();
    const left = await foldPage(client, history, { workingSet, catalogue, parked, skipped });
    await workingSet.write(client);

    const later = history.filter(({ stream, revision }) => stream === long && revision >= 2);
    expect(left.map(({ position, reason }) => [position, reason])).toEqual(
      later.map(({ position }, i) => [position, i === 0 ? 'TypeError' : null]),
    );
    expect([...parked]).toEqual([long]);
    expect(inserted.one).toEqual(inserted.two);
    const second = history.find(({ stream, revision }) => stream === long && revision === 1)!;
    expect(inserted.one).toContainEqual({ stream: long, revision: 1, position: second.position });
    expect(inserted.one).toHaveLength(new Set(history.map(({ stream }) => stream)).size);
  });

  it('parks every event of a stream that is parked already', async () => {
    const { client } = emptyDatabase();
    const workingSet = new WorkingSet('read', { name: 'read', version: 1, tables: [lines('one')] });
    const left = await foldPage(client, history, { workingSet, catalogue, parked: new Set([long]), skipped });
    expect(left).toHaveLength(history.filter(({ stream }) => stream === long).length);
    expect(left.every(({ reason }) => reason === null)).toBe(true);
  });

  it('does not look at events that are left out by decision; the rest of their stream goes on', async () => {
    const { client, inserted } = emptyDatabase();
    const tables = [lines('one', { stream: long, revision: 2 })];
    const ids = history
      .filter(({ stream, revision }) => stream === long && revision >= 2)
      .map(({ eventId }) => eventId);
    const workingSet = new WorkingSet('read', { name: 'read', version: 1, tables });
    const parked = new Set<string>();
    expect(await foldPage(client, history, { workingSet, catalogue, parked, skipped: new Set(ids) })).toEqual([]);
    await workingSet.write(client);
    expect(parked.size).toBe(0);
    expect(inserted.one).toContainEqual(expect.objectContaining({ stream: long, revision: 1 }));
  });
});
