import { stretches } from './stretches.js';

describe('what of the log is to be read to bring partitions forward', () => {
  it.each([
    ['one partition', [0], [10], [[0, 10]]],
    ['one that stays where it is', [7], [7], []],
    ['several from the beginning', [0, 0, 0], [10, 3, 8], [[0, 10]]],
    ['one far behind that stays, and others that go on', [3, 100, 101], [3, 110, 108], [[100, 110]]],
    ['one far behind that goes on a little', [3, 100, 100], [9, 105, 110], [[3, 9], [100, 110]]], // prettier-ignore
    ['neighbours are read in one go', [5, 0], [9, 5], [[0, 9]]],
  ])('%s', (_, from, to, expected) => {
    expect(stretches(from, to)).toEqual(expected);
  });
});
