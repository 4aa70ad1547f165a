import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { inOrder } from './collate.js';
import type { Language } from './languages.js';

/** A country by its code, ISO 3166-1 alpha-2. */
export interface Country {
  readonly code: string;
  readonly name: string;
}

/** The names of all countries, in alphabetical order; that of an unknown one (`ZZ`) comes last. */
export function useCountries(): readonly Country[] {
  const { i18n } = useTranslation('countries');
  const language = i18n.language as Language;
  return useMemo(() => {
    const compare = inOrder(language);
    const names = i18n.getResourceBundle(language, 'countries') as Readonly<Record<string, string>>;
    return Object.entries(names)
      .map(([code, name]) => ({ code, name }))
      .sort((one, other) => Number(one.code === 'ZZ') - Number(other.code === 'ZZ') || compare(one.name, other.name));
  }, [i18n, language]);
}
