import type { InstallationArticle } from '../api/answers.js';
import { articleOn, inForce, leftTrafficking, numbersIn } from './articles.js';

const trafficking = (article: string, from?: string, until?: string): InstallationArticle => ({
  article,
  offence: 'TraffickingInPersons',
  ...(from === undefined ? {} : { from }),
  ...(until === undefined ? {} : { until }),
});
const oldest = trafficking('124', undefined, '2018-12-31');
const old = trafficking('171', '2019-01-01', '2021-11-30');
const now = trafficking('166', '2021-12-01');
const slavery: InstallationArticle = { article: '171', offence: 'SlaveLabour', from: '2021-12-01' };
const code = [now, old, slavery, oldest];

it('offers the articles of the code as it was on the day', () => {
  expect(inForce(code, '2018-12-31')).toEqual([oldest]);
  expect(inForce(code, '2021-11-30')).toEqual([old]);
  expect(inForce(code, '2021-12-01')).toEqual([now, slavery]);
});

it('takes a number for what it meant on the day, and only then for what it meant at another time', () => {
  expect(articleOn(code, '171', '2020-05-05')).toBe(old);
  expect(articleOn(code, '171', '2026-05-05')).toBe(slavery);
  expect(articleOn(code, '124', '2026-05-05')).toBe(oldest);
  expect(articleOn(code, '131', '2026-05-05')).toBeUndefined();
});

it.each([
  [['166'], ['131'], true],
  [['166'], ['171'], true],
  [['166'], ['124'], false],
  [['166'], ['131', '166'], false],
  [['171'], ['131'], false],
  [[], ['131'], false],
])('%p, and now %p: trafficking is left: %p', (earlier, present, left) => {
  expect(leftTrafficking(code, { earlier, now: present }, '2026-05-05')).toBe(left);
});

it('reads numbers however they are set apart, and takes nothing else', () => {
  expect(numbersIn(' 171, 130.1;166-1  154 ')).toEqual(['171', '130.1', '166-1', '154']);
  expect(numbersIn('')).toEqual([]);
  for (const text of ['art. 171', '1711', '171.123', '171, robbery']) expect(numbersIn(text)).toBeUndefined();
});
