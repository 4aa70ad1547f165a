import { escaped } from './layout.js';
import { languageOf, languages, textsIn } from './texts.js';

describe('the language of a page', () => {
  it.each([
    [undefined, undefined, 'ru'],
    [undefined, 'de, fr;q=0.9', 'ru'],
    [undefined, 'ru;q=0.5, tg-TJ;q=0.9', 'tg'],
    ['a=b; tirek-language=ky', 'en', 'ky'],
    ['tirek-language=xx', 'en-GB', 'en'],
    ['other-tirek-language=ky', 'en', 'en'],
  ])('of the cookie %s and the header %s is %s', (cookie, header, language) => {
    expect(languageOf(cookie, header)).toBe(language);
  });

  it('has every text, and none twice the same as English', () => {
    const keys = Object.keys(textsIn('en')).sort();
    for (const language of languages) {
      const texts = textsIn(language);
      expect(Object.keys(texts).sort()).toEqual(keys);
      const untranslated = Object.entries(texts).filter(
        ([key, text]) => text === textsIn('en')[key as keyof typeof texts],
      );
      expect([language, untranslated]).toEqual([language, language === 'en' ? expect.anything() : []]);
    }
  });

  it('is written into a page as text, never as HTML', () => {
    expect(escaped(`<a href="x" title='y'>&`)).not.toMatch(/[<>"']/);
  });
});
