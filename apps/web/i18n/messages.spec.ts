import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { languages, type Language } from './languages.js';
import { namespacesOf, openIn, pluralOf, textsOf, type Texts } from './messages.testing.js';
import { namespaces } from './namespaces.js';
import { pluralRules } from './plural-rules.js';

const others = languages.filter((language) => language !== 'en');

/** Texts that are the same in English: names. */
const sameInEnglish = [/^common:signIn\.title$/];

/** The keys that a subject needs in a language: those of English, with the plural forms of the language. */
function neededIn(language: Language, english: Texts): string[] {
  const { pluralCategories } = pluralRules(language).resolvedOptions();
  const keys = [...english.keys()].flatMap((key) => {
    const plural = pluralOf(key);
    return plural ? pluralCategories.map((form) => `${plural.base}_${form}`) : [key];
  });
  return [...new Set(keys)].sort();
}

it('has the same subjects in every language', () => {
  for (const language of languages) expect(namespacesOf(language).sort()).toEqual([...namespaces].sort());
});

describe.each(languages)('the texts in %s', (language) => {
  it.each(namespaces)('of %s are complete, with every plural form', (namespace) => {
    const texts = textsOf(language, namespace);
    expect([...texts.keys()].sort()).toEqual(neededIn(language, textsOf('en', namespace)));
  });

  it.each(namespaces)('of %s say something', (namespace) => {
    const empty = [...textsOf(language, namespace)].filter(([, text]) => text.trim() === '' || text !== text.trim());
    expect(empty).toEqual([]);
  });

  it.each(namespaces)('of %s leave open what the English ones do', (namespace) => {
    const english = textsOf('en', namespace);
    const wrong = [...textsOf(language, namespace)].filter(([key, text]) => {
      const plural = pluralOf(key);
      const model = english.get(key) ?? english.get(`${plural?.base}_other`) ?? '';
      // one form of a plural may do without the number ("a day left"), none may know more
      const open = openIn(text);
      const expected = openIn(model);
      return plural
        ? open.some((name) => !expected.includes(name)) ||
            expected.some((name) => name !== 'count' && !open.includes(name))
        : open.join() !== expected.join();
    });
    expect(wrong).toEqual([]);
  });
});

describe.each(others)('the texts in %s', (language) => {
  it.each(namespaces)('of %s are translated', (namespace) => {
    const english = textsOf('en', namespace);
    const same = [...textsOf(language, namespace)].filter(
      ([key, text]) => english.get(key) === text && !sameInEnglish.some((name) => name.test(`${namespace}:${key}`)),
    );
    expect(same).toEqual([]);
  });

  it.each(namespaces)('of %s have no letter of another alphabet', (namespace) => {
    const foreign = { ky: /[ғқҳҷӣӯ]/iu, ru: /[ғқҳҷӣӯңөү]/iu, tg: /[ңөүщыць]/iu }[language as 'ky' | 'ru' | 'tg'];
    const wrong = [...textsOf(language, namespace)].filter(
      ([, text]) =>
        foreign.test(text) || /\p{Script=Latin}\p{Script=Cyrillic}|\p{Script=Cyrillic}\p{Script=Latin}/u.test(text),
    );
    expect(wrong).toEqual([]);
  });
});

it('the marks of review name languages and subjects that there are', () => {
  const marks = readFileSync(join(import.meta.dirname, 'reviews.json'), 'utf8');
  const reviews = JSON.parse(marks) as Readonly<Record<string, readonly string[]>>;
  expect(Object.keys(reviews).sort()).toEqual([...languages].sort());
  expect(
    Object.values(reviews)
      .flat()
      .filter((subject) => !(namespaces as readonly string[]).includes(subject)),
  ).toEqual([]);
});
