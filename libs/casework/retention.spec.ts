import { daysAfter, yearsAfter, yearsBefore } from './retention.js';

describe('the dates of the retention', () => {
  it.each([
    ['2021-11-22', 5, '2026-11-22'],
    ['2024-02-29', 4, '2028-02-29'],
    ['2024-02-29', 5, '2029-03-01'],
  ])('%s and %s years are %s', (date, years, moved) => expect(yearsAfter(date, years)).toBe(moved));

  it.each([
    ['2026-11-22', 30, '2026-12-22'],
    ['2026-12-31', 1, '2027-01-01'],
    ['2028-02-28', 1, '2028-02-29'],
  ])('%s and %s days are %s', (date, days, moved) => expect(daysAfter(date, days)).toBe(moved));

  it('are the same from both ends', () => {
    // what was closed on the day so many years before, or earlier, is due; what was closed a day later is not
    for (let day = '2023-01-01'; day < '2033-01-01'; day = daysAfter(day, 1)) {
      const last = yearsBefore(day, 5);
      expect(yearsAfter(last, 5) <= day).toBe(true);
      expect(yearsAfter(daysAfter(last, 1), 5) > day).toBe(true);
    }
  });
});
