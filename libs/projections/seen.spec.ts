import type { Standing } from './read-model.js';
import { seenAfter } from './seen.js';

const at = (positions: number[], changes: Partial<Standing> = {}): Standing => ({
  version: 1,
  generation: 'a',
  feed: 'topic',
  places: positions.map((position) => ({ position, next: position })),
  parked: [],
  ...changes,
});

describe('what a process knows of a read model', () => {
  it('is at the smallest position of its partitions, and at 0 before it has any', () => {
    expect(seenAfter(undefined, at([7, 3, 9])).position).toBe(3);
    expect(seenAfter(undefined, at([])).position).toBe(0);
  });

  it('does not go back when an older look comes in later', () => {
    const known = seenAfter(
      seenAfter(undefined, at([7, 3], { parked: ['case-1'] })),
      at([5, 4], { parked: ['case-2'] }),
    );
    expect(known.places.map(({ position }) => position)).toEqual([7, 4]);
    expect([...known.parked]).toEqual(['case-1', 'case-2']);
  });

  it('is what the new tables say when they were replaced', () => {
    const known = seenAfter(undefined, at([7, 3], { parked: ['case-1'] }));
    expect(seenAfter(known, at([6, 3], { generation: 'b' }))).toMatchObject({ position: 3, parked: new Set() });
    expect(seenAfter(known, at([3, 3, 3])).places).toHaveLength(3);
  });
});
