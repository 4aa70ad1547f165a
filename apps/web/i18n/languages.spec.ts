import { inOrder } from './collate.js';
import { firstLanguage, languageOfCountry } from './languages.js';
import { pluralRules } from './plural-rules.js';

it('begins with the language that was chosen here, else with one of the browser', () => {
  expect(firstLanguage('tg', ['ru-RU', 'en'])).toBe('tg');
  expect(firstLanguage('xx', ['kk-KZ', 'ru-RU', 'en'])).toBe('ru');
  expect(firstLanguage(null, ['ky-KG'])).toBe('ky');
  expect(firstLanguage(null, ['uz', 'tr'])).toBeUndefined();
});

it('a country has its language', () => {
  expect([languageOfCountry('KG'), languageOfCountry('tj')]).toEqual(['ky', 'tg']);
});

it.each([
  ['tg', { 0: 'one', 1: 'one', 2: 'other', 5: 'other', 21: 'other' }],
  ['ky', { 0: 'other', 1: 'one', 2: 'other', 5: 'other', 21: 'other' }],
  ['ru', { 0: 'many', 1: 'one', 2: 'few', 5: 'many', 21: 'one', 1.5: 'other' }],
  ['en', { 0: 'other', 1: 'one', 2: 'other', 21: 'other' }],
] as const)('counts in %s', (language, expected) => {
  const rules = pluralRules(language);
  expect(Object.fromEntries(Object.keys(expected).map((count) => [count, rules.select(Number(count))]))).toEqual(
    expected,
  );
});

it.each([
  ['ky', 'А Б В Г Д Е Ё Ж З И Й К Л М Н Ң О Ө П Р С Т У Ү Ф Х Ц Ч Ш Щ Ъ Ы Ь Э Ю Я'],
  ['tg', 'А Б В Г Ғ Д Е Ё Ж З И Й К Қ Л М Н О П Р С Т У Ӯ Ф Х Ҳ Ч Ҷ Ш Ъ Э Ю Я'],
] as const)('sorts by the alphabet of %s', (language, alphabet) => {
  const letters = alphabet.split(' ');
  expect([...letters].reverse().sort(inOrder(language))).toEqual(letters);
});
