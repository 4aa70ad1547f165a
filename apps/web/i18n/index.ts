import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { InstallationAnswer } from '../api/answers.js';
import { get } from '../api/client.js';
import { ApiProblem } from '../api/problem.js';
import { firstLanguage, languageOfCountry, languages, type Language } from './languages.js';
import { backend, load } from './load.js';
import { namespaces, type Namespace } from './namespaces.js';
import { countByTheseRules } from './plural-rules.js';

export { useCode, type CodeList } from './use-code.js';
export { useCountries } from './use-countries.js';
export { useEventText } from './use-event-text.js';
export { useFormats } from './use-formats.js';
export type { Formats } from './formats.js';
export { inOrder } from './collate.js';
export { languageNames, languages, type Language } from './languages.js';
export type { Namespace } from './namespaces.js';
export { reviewed } from './reviews.js';

const chosenLanguage = 'tirek.language';

/** A text that is missing is a fault of the program: it is seen at once while one works on it, never made up for. */
const fault = (what: string): never => {
  throw new Error(what);
};

/** The language of this device, else of the country of the installation; where that cannot be asked, the first there is. */
async function languageOfDevice(): Promise<Language> {
  const known = firstLanguage(localStorage.getItem(chosenLanguage), navigator.languages);
  if (known) return known;
  try {
    const { data } = await get<InstallationAnswer>('/installation');
    return languageOfCountry(data.country);
  } catch (error) {
    if (!(error instanceof ApiProblem)) throw error;
    return languages[0]!;
  }
}

/** Begins to speak. Rejects when the texts cannot be downloaded. */
export async function startLanguages(): Promise<void> {
  const first = await languageOfDevice();
  i18next.on('languageChanged', (language) => {
    document.documentElement.lang = language;
  });
  await load(first, 'common');
  await i18next
    .use(backend)
    .use(initReactI18next)
    .init({
      lng: first,
      // a hole in one language is not hidden by another
      fallbackLng: false,
      load: 'currentOnly',
      ns: ['common'],
      defaultNS: 'common',
      // React escapes
      interpolation: { escapeValue: false },
      ...(import.meta.env.DEV && {
        saveMissing: true,
        missingKeyHandler: (_languages: readonly string[], namespace: string, key: string) =>
          fault(`There is no text ${namespace}:${key}.`),
        missingInterpolationHandler: (text: string) => fault(`Something is left out in: ${text}`),
      }),
    });
  countByTheseRules(i18next);
}

/**
 * Speaks another language from now on, and at the next visit. Rejects, and stays with the old one, when its texts cannot
 * be downloaded.
 */
export async function changeLanguage(to: Language): Promise<void> {
  const inUse = namespaces.filter((namespace) => i18next.hasLoadedNamespace(namespace));
  await Promise.all(inUse.map((namespace) => load(to, namespace)));
  await i18next.changeLanguage(to);
  localStorage.setItem(chosenLanguage, to);
}

/** Downloads the texts of some subjects before they are shown. Rejects when that cannot be. */
export async function loadNamespaces(wanted: readonly Namespace[]): Promise<void> {
  await Promise.all(wanted.map((namespace) => load(i18next.language as Language, namespace)));
  await i18next.loadNamespaces(wanted);
}
