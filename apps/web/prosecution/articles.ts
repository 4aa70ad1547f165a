import type { InstallationArticle } from '../api/answers.js';
import { articleNumber } from '../codes.js';

/** The articles of the criminal code that were in force on a day, a local date. */
export const inForce = (articles: readonly InstallationArticle[], on: string): readonly InstallationArticle[] =>
  articles.filter(({ from = '', until = '9999' }) => from <= on && on <= until);

/**
 * What an article is about: as the code was on that day, else as an earlier or later version of it has it. Undefined: it is
 * none of those that this register knows.
 */
export const articleOn = (
  articles: readonly InstallationArticle[],
  wanted: string,
  on: string,
): InstallationArticle | undefined => [...inForce(articles, on), ...articles].find(({ article }) => article === wanted);

const ofTrafficking: ReadonlySet<string | undefined> = new Set(['TraffickingInPersons', 'TraffickingInChildren']);

/** Whether what was under an article of trafficking in persons is, as the code was on a day, under none any more. */
export function leftTrafficking(
  articles: readonly InstallationArticle[],
  { earlier, now }: { readonly earlier: readonly string[]; readonly now: readonly string[] },
  on: string,
): boolean {
  const isTrafficking = (article: string) => ofTrafficking.has(articleOn(articles, article, on)?.offence);
  return earlier.some(isTrafficking) && !now.some(isTrafficking);
}

/** The numbers in a text, one after another with commas or spaces; undefined: something in it is no number of an article. */
export function numbersIn(text: string): readonly string[] | undefined {
  const found = text.split(/[\s,;]+/).filter((part) => part !== '');
  return found.every((part) => articleNumber.test(part)) ? found : undefined;
}
