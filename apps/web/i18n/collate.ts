import type { Language } from './languages.js';

// no browser has an order for Kyrgyz or Tajik; the Russian one places Ң, Ө, Ү and Ғ, Ӣ, Қ, Ӯ, Ҳ, Ҷ where they belong
const orders = { cyrillic: new Intl.Collator('ru'), latin: new Intl.Collator('en') };

/** Compares two texts by the alphabet of a language, for sorting. */
export const inOrder =
  (language: Language) =>
  (one: string, other: string): number =>
    (language === 'en' ? orders.latin : orders.cyrillic).compare(one, other);
