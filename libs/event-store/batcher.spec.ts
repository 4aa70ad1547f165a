import { Batcher } from './batcher.js';

const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('a batcher', () => {
  it('sends together what was asked for meanwhile, one batch at a time, each answer to its question', async () => {
    const batches: number[][] = [];
    let underWay = 0;
    const batcher = new Batcher(async (items: readonly number[]) => {
      underWay += 1;
      expect(underWay).toBe(1);
      batches.push([...items]);
      await turn();
      underWay -= 1;
      return items.map((item) => item * 10);
    });
    const first = [1, 2].map((item) => batcher.ask(item));
    await turn();
    const second = [3, 4, 5].map((item) => batcher.ask(item));
    expect(await Promise.all([...first, ...second])).toEqual([10, 20, 30, 40, 50]);
    expect(batches).toEqual([
      [1, 2],
      [3, 4, 5],
    ]);
  });

  it('shares out what waits among the batches that may be under way at once', async () => {
    const batches: number[][] = [];
    const answers: (() => void)[] = [];
    const send = async (items: readonly number[]) => {
      batches.push([...items]);
      await new Promise<void>((resolve) => answers.push(resolve));
      return items;
    };
    const batcher = new Batcher(send, { atOnce: 2 });
    const asked = [1, 2, 3, 4, 5].map((item) => batcher.ask(item));
    await turn();
    asked.push(...[6, 7].map((item) => batcher.ask(item)));
    await turn();
    expect(batches).toEqual([
      [1, 2, 3],
      [4, 5],
    ]);
    answers[0]!();
    await turn();
    await turn();
    expect(batches[2]).toEqual([6, 7]);
    for (const answer of answers) answer();
    expect(await Promise.all(asked)).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });

  it('rejects a whole batch that failed, an item that failed by itself, and goes on', async () => {
    const batcher = new Batcher(async (items: readonly string[]) => {
      if (items.includes('all')) throw new Error('all');
      return items.map((item) => (item === 'one' ? new Error('one') : item));
    });
    const failed = await Promise.allSettled(['a', 'all'].map((item) => batcher.ask(item)));
    expect(failed.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    const partly = await Promise.allSettled(['b', 'one'].map((item) => batcher.ask(item)));
    expect(partly.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
    expect(await batcher.ask('c')).toBe('c');
  });

  it('waits for others to join a batch as long as it is told to', async () => {
    const batches: (readonly number[])[] = [];
    const batcher = new Batcher<number, number>(
      (items) => {
        batches.push(items);
        return Promise.resolve(items);
      },
      { gatherMs: 50 },
    );
    const first = batcher.ask(1);
    await new Promise(setImmediate);
    expect(batches).toEqual([]);
    const second = batcher.ask(2);
    expect(await Promise.all([first, second])).toEqual([1, 2]);
    expect(batches).toEqual([[1, 2]]);
  });
});
