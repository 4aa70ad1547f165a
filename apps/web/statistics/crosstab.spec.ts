import { crosstabOf } from './crosstab.js';
import { figuresOf, type Cell } from './figures.js';

/** Two people, one of whom is a citizen of two countries. */
const cells: readonly Cell[] = [
  { count: 2 },
  { citizenship: 'KG', count: 2 },
  { citizenship: 'TJ', count: 1 },
  { gender: 'Feminine', count: 2 },
  { citizenship: 'KG', gender: 'Feminine', count: 2 },
  { citizenship: 'TJ', gender: 'Feminine', count: 1 },
];
const known = '2026-11-22T00:00:00.000Z';
const valuesOf = (figures: readonly { readonly value: number }[]): readonly number[] =>
  figures.map(({ value }) => value);

describe('the table of figures', () => {
  it('has the sum that the register counted, never one of its own', () => {
    const table = crosstabOf(figuresOf(['citizenship'], known, cells));
    expect(table.lines.map(({ values, figures }) => [...values, ...valuesOf(figures)])).toEqual([
      ['KG', 2, 100],
      ['TJ', 1, 50],
    ]);
    expect(valuesOf(table.total)).toEqual([2, 100]);
  });

  it('crosses two dimensions', () => {
    const table = crosstabOf(figuresOf(['citizenship', 'gender'], known, cells));
    expect(table.heads).toEqual([{ column: 'Feminine' }, { what: 'total' }]);
    expect(table.lines.map(({ values, figures }) => [...values, ...valuesOf(figures)])).toEqual([
      ['KG', 2, 2],
      ['TJ', 1, 1],
    ]);
    expect(table.lines[1]!.figures.map(({ place }) => place)).toEqual([
      { row: 'TJ', column: 'Feminine' },
      { row: 'TJ' },
    ]);
    expect(valuesOf(table.total)).toEqual([2, 2]);
  });

  it('shows what has changed since, also what is no more', () => {
    const before = figuresOf(['gender'], known, [
      { count: 3 },
      { gender: 'Feminine', count: 2 },
      { gender: 'Masculine', count: 1 },
    ]);
    const table = crosstabOf(figuresOf(['gender'], known, [{ count: 2 }, { gender: 'Feminine', count: 2 }]), before);
    expect(table.lines.map(({ values, figures }) => [...values, ...valuesOf(figures)])).toEqual([
      ['Feminine', 2, 2, 0],
      ['Masculine', 1, 0, -1],
    ]);
    expect(valuesOf(table.total)).toEqual([3, 2, -1]);
    expect(table.lines[0]!.figures.map(({ place }) => place)).toEqual([
      { row: 'Feminine', before: true },
      { row: 'Feminine' },
      undefined,
    ]);
  });

  it('leaves out of two dimensions what has not changed, and says of how many lines', () => {
    const by = ['citizenship', 'gender'] as const;
    const later = [...cells.slice(0, -1), { citizenship: 'TJ', gender: 'Feminine', count: 5 }];
    const table = crosstabOf(figuresOf(by, known, later), figuresOf(by, known, cells));
    expect(table.lines.map(({ values, figures }) => [...values, ...valuesOf(figures)])).toEqual([
      ['TJ', 'Feminine', 1, 5, 4],
    ]);
    expect(table.unchanged).toBe(1);
  });

  it('has moments in their order, and anything else the most frequent first', () => {
    const of = (dimension: 'month' | 'region') =>
      figuresOf([dimension], known, [
        { [dimension]: '2026-03', count: 1 },
        { [dimension]: '2026-01', count: 1 },
        { [dimension]: '2026-02', count: 9 },
      ]).rows;
    expect(of('month')).toEqual(['2026-01', '2026-02', '2026-03']);
    expect(of('region')).toEqual(['2026-02', '2026-01', '2026-03']);
  });
});
