import { partitionFor } from './partition.js';

describe('the partition of a key', () => {
  it('is what it was in every version before: these never change', () => {
    const keys = [
      '',
      'a',
      'case-0198f3b2-7c51-7b1e-9f1d-3a5b7c9d1e2f',
      '0198f3b2-7c51-7b1e-9f1d-3a5b7c9d1e2f',
      'organisation-Айпери',
      '\ud800',
    ];
    expect(keys.map((key) => [1, 2, 6, 12, 1_000].map((partitions) => partitionFor(key, partitions)))).toEqual([
      [0, 1, 1, 1, 261],
      [0, 0, 4, 4, 220],
      [0, 0, 4, 10, 978],
      [0, 1, 5, 11, 735],
      [0, 0, 2, 2, 322],
      [0, 0, 4, 10, 714],
    ]);
  });

  it('agrees with the test vectors of FNV-1a, 32 bits', () => {
    const whole = 2 ** 32;
    expect(['', 'a', 'foobar'].map((key) => partitionFor(key, whole))).toEqual([0x811c9dc5, 0xe40c292c, 0xbf9cf968]);
  });

  it('spreads keys evenly', () => {
    const counts = Array.from({ length: 6 }, () => 0);
    for (let i = 0; i < 6_000; i += 1) counts[partitionFor(`0198f3b2-7c51-7b1e-9f1d-${i}`, 6)]! += 1;
    for (const count of counts) expect(count).toBeGreaterThan(850);
  });
});
