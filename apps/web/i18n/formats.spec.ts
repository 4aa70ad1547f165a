import i18next from 'i18next';
import { formats } from './formats.js';
import { languages, type Language } from './languages.js';
import { textsOf } from './messages.testing.js';
import { countByTheseRules } from './plural-rules.js';

const now = Date.parse('2026-11-22T17:00:00Z');

/** Dates and times as the application says them in a language, in Osh. */
async function spoken(language: Language) {
  const texts = i18next.createInstance();
  const t = await texts.init({
    lng: language,
    fallbackLng: false,
    keySeparator: false,
    defaultNS: 'common',
    resources: { [language]: { common: Object.fromEntries(textsOf(language, 'common')) } },
  });
  countByTheseRules(texts);
  return formats(language, 'Asia/Bishkek', t);
}

const at = (hours: number): string => new Date(now + hours * 3_600_000).toISOString();

it.each([
  ['ky', ['1 саат калды', '3 саат калды', '21 саат калды', '5 саат кечикти', '2 күн мурун', '2,5 саат']],
  ['ru', ['Остался 1 час', 'Осталось 3 часа', 'Остался 21 час', 'Просрочено на 5 часов', '2 дня назад', '2,5 часа']],
  ['tg', ['1 соат монд', '3 соат монд', '21 соат монд', '5 соат дер шуд', '2 рӯз пеш', '2,5 соат']],
  ['en', ['1 hour left', '3 hours left', '21 hours left', '5 hours late', '2 days ago', '2.5 hours']],
] as const)('times are counted in %s', async (language, expected) => {
  const { timeLeft, ago, hours } = await spoken(language);
  const said = [timeLeft(at(1), now), timeLeft(at(3), now), timeLeft(at(21), now), timeLeft(at(-5), now)];
  expect([...said, ago(at(-50), now), hours(2.5)]).toEqual(expected);
});

it.each(languages)('in %s a local date keeps its day, an instant is told in local time', async (language) => {
  const { moment, date, dayOf } = await spoken(language);
  expect(moment('2026-11-22')).toBe(date('2026-11-22'));
  expect(moment('2026-11-22T20:15:00Z')).toBe(`${date('2026-11-23')}, 02:15`);
  expect(dayOf('2026-11-22T20:15:00Z')).toBe('2026-11-23');
});
