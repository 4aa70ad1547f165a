import { chartOf, keyOf, placeOf } from './chart.js';
import { figuresOf } from './figures.js';

const known = '2026-11-22T00:00:00.000Z';
const words = { dimension: (_: string, value: string) => value, number: String, now: 'now', before: 'before' };

describe('the chart of figures', () => {
  it('draws a month in which nothing happened as zero', () => {
    const figures = figuresOf(['month'], known, [
      { month: '2026-01', count: 2 },
      { month: '2026-03', count: 1 },
    ]);
    const { chart, whole } = chartOf(['month'], figures, undefined, words);
    expect(chart.along).toBe('time');
    expect(chart.groups[0]!.bars.map(({ key, parts }) => [key, parts[0]!.value])).toEqual([
      ['2026-01', 2],
      ['2026-02', 0],
      ['2026-03', 1],
    ]);
    expect(whole).toBe(true);
  });

  it('says when it leaves something out', () => {
    const cells = Array.from({ length: 20 }, (_, place) => ({ region: `R${place}`, count: 20 - place }));
    const { chart, whole } = chartOf(['region'], figuresOf(['region'], known, cells), undefined, words);
    expect(chart.groups[0]!.bars.map(({ label }) => label)).toEqual(cells.slice(0, 15).map(({ region }) => region));
    expect(whole).toBe(false);
  });

  it('marks what was known before, also where it was nothing', () => {
    const now = figuresOf(['gender'], known, [{ gender: 'Feminine', count: 2 }]);
    const { chart } = chartOf(['gender'], now, figuresOf(['gender'], known, []), words);
    expect(chart.groups[0]!.bars[0]!.before).toBe(0);
    expect(chart.legend.map(({ fill }) => fill)).toEqual(['solid', 'before']);
  });

  it('finds the figure of a bar that was pressed', () => {
    expect(placeOf(keyOf('KG'))).toEqual({ row: 'KG' });
    expect(placeOf(keyOf('KG;TJ', 'Feminine'))).toEqual({ row: 'KG;TJ', column: 'Feminine' });
  });
});
