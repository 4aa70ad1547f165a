import type { i18n } from 'i18next';
import type { Language } from './languages.js';

/** What i18next asks of plural rules: the part of Intl.PluralRules that it uses. */
interface PluralRules {
  select(count: number): Intl.LDMLPluralRule;
  resolvedOptions(): { readonly pluralCategories: Intl.LDMLPluralRule[] };
}

/**
 * Tajik has no plural rules in CLDR (48), so no browser has them: asked for `tg`, Intl.PluralRules silently answers by
 * the rules of the device's own language. The rules proposed to CLDR (CLDR-19513) are those of Persian, whose grammar it
 * shares: 0, 1 and fractions below 1 are `one`, all else is `other`. A noun stays singular after any number; the verb
 * may differ.
 */
const tajik: PluralRules = {
  select: (count) => (Math.abs(count) <= 1 ? 'one' : 'other'),
  resolvedOptions: () => ({ pluralCategories: ['one', 'other'] }),
};

const known = new Map<Language, PluralRules>([['tg', tajik]]);

/** The plural rules of a language, the same on every device. */
export function pluralRules(language: Language): PluralRules {
  const rules = known.get(language) ?? new Intl.PluralRules(language);
  known.set(language, rules);
  return rules;
}

/** Lets i18next count by these rules; it would ask Intl.PluralRules. */
export function countByTheseRules({ services }: i18n): void {
  services.pluralResolver.getRule = pluralRules;
}
