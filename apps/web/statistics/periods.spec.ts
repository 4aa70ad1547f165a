import { tickOf, withoutGaps } from './periods.js';

describe('moments', () => {
  it.each([
    ['month', ['2025-11', '2026-02'], ['2025-11', '2025-12', '2026-01', '2026-02']],
    ['quarter', ['2026-Q2', '2025-Q4'], ['2025-Q4', '2026-Q1', '2026-Q2']],
    ['year', ['2024', '2026'], ['2024', '2025', '2026']],
    ['month', ['2026-01'], ['2026-01']],
    ['month', [], []],
  ] as const)('of each %s from %j on none is left out', (period, values, all) => {
    expect(withoutGaps(period, values)).toEqual(all);
  });

  it.each([
    ['month', '2026-01', { part: '1', year: '2026' }],
    ['month', '2026-11', { part: '11', year: undefined }],
    ['quarter', '2026-Q1', { part: '1', year: '2026' }],
    ['quarter', '2026-Q3', { part: '3', year: undefined }],
    ['year', '2026', { part: '2026', year: '2026' }],
  ] as const)('the %s %s is written below an axis', (period, value, tick) => {
    expect(tickOf(period, value)).toEqual(tick);
  });
});
