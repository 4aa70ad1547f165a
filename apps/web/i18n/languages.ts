/** The languages of the application, by what each calls itself. */
export const languageNames = { ky: 'Кыргызча', ru: 'Русский', tg: 'Тоҷикӣ', en: 'English' } as const;
export type Language = keyof typeof languageNames;
/** Their codes, in the order in which they are offered. */
export const languages = Object.keys(languageNames) as readonly Language[];

/** Whether a text names one of the languages. */
const isLanguage = (text: unknown): text is Language => typeof text === 'string' && text in languageNames;

/**
 * The language to begin with: the one chosen here before, else the first of the browser's that there is (BCP 47, its
 * language alone). Undefined: neither says.
 */
export const firstLanguage = (chosen: string | null, ofBrowser: readonly string[]): Language | undefined =>
  [chosen, ...ofBrowser.map((tag) => tag.split('-', 1)[0]!.toLowerCase())].find(isLanguage);

/** The language of the state of a country (ISO 3166-1 alpha-2, in either case). */
export const languageOfCountry = (country: string): Language => (country.toUpperCase() === 'TJ' ? 'tg' : 'ky');
