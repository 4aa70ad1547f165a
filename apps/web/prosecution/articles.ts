import type { InstallationArticle } from '../api/answers.js';

/** As the API takes it: 166, 130.1 or 166-1. */
const number = /^[0-9]{1,3}([-.][0-9]{1,2})?$/;

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

/** The numbers in a text, one after another with commas or spaces; undefined: something in it is no number of an article. */
export function numbersIn(text: string): readonly string[] | undefined {
  const found = text.split(/[\s,;]+/).filter((part) => part !== '');
  return found.every((part) => number.test(part)) ? found : undefined;
}
