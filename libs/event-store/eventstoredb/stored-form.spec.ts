import { positionOf } from './stored-form.js';

const at = (commit: bigint) => ({ position: { commit, prepare: commit } });

describe('the position of a record', () => {
  it('is its commit position', () => {
    expect(positionOf(at(43_033n))).toBe(43_033);
    expect(positionOf(at(BigInt(Number.MAX_SAFE_INTEGER)))).toBe(Number.MAX_SAFE_INTEGER);
  });

  it.each([
    ['is missing', {}],
    ['is that of a server before 22.6', at(2n ** 64n - 1n)],
    ['does not fit into a number', at(2n ** 53n)],
  ])('is an error when it %s', (_, record) => {
    expect(() => positionOf(record)).toThrow('22.6');
  });
});
