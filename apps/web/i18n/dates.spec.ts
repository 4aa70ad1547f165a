import { dateInFigures, dateInWords, daysBetween, inUnits, inZone, monthInWords } from './dates.js';
import { languages } from './languages.js';

it.each([
  ['ky', '2026-жылдын 5-ноябры', '05.11.2026', '2026-жылдын ноябры'],
  ['ru', '5 ноября 2026 г.', '05.11.2026', 'ноябрь 2026 г.'],
  ['tg', '5 ноябри соли 2026', '05.11.2026', 'ноябри соли 2026'],
  ['en', '5 November 2026', '05/11/2026', 'November 2026'],
] as const)('a date in %s', (language, words, figures, month) => {
  expect(dateInWords(language, '2026-11-05')).toBe(words);
  expect(dateInFigures(language, '2026-11-05')).toBe(figures);
  expect(monthInWords(language, '2026-11')).toBe(month);
});

it.each(languages)('%s has twelve months, each with a name of its own', (language) => {
  const months = Array.from({ length: 12 }, (_, month) => `2026-${String(month + 1).padStart(2, '0')}`);
  expect(new Set(months.map((month) => monthInWords(language, month))).size).toBe(12);
  expect(months.map((month) => dateInWords(language, `${month}-01`)).join()).not.toContain('undefined');
});

it('an instant is shown in the time zone of the installation', () => {
  expect(inZone('2026-11-05T19:30:00Z', 'Asia/Bishkek')).toEqual({ date: '2026-11-06', time: '01:30' });
  expect(inZone('2026-11-05T19:30:00Z', 'Asia/Dushanbe')).toEqual({ date: '2026-11-06', time: '00:30' });
});

it('days are counted from date to date', () => {
  expect(daysBetween('2026-02-27', '2026-03-01')).toBe(2);
  expect(daysBetween('2026-11-22', '2026-11-20')).toBe(-2);
});

it.each([
  [0, 'minutes', 1],
  [59 * 60_000, 'minutes', 59],
  [60 * 60_000, 'hours', 1],
  [47.9 * 3_600_000, 'hours', 47],
  [48 * 3_600_000, 'days', 2],
])('%i ms are told in %s', (milliseconds, unit, count) => {
  expect(inUnits(milliseconds)).toEqual({ unit, count });
});
