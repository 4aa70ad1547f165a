import type { Language } from './languages.js';
import type { Namespace } from './namespaces.js';

type Messages = Readonly<Record<string, unknown>>;

/** One file per language and subject: only what is asked for is downloaded. */
const files = import.meta.glob<Messages>('./messages/*/*.json', { import: 'default' });

/** The texts of a subject in a language. Rejects when they cannot be downloaded. */
export function load(language: Language, namespace: Namespace): Promise<Messages> {
  const file = files[`./messages/${language}/${namespace}.json`];
  return file ? file() : Promise.reject(new Error(`There are no texts of ${namespace} in ${language}.`));
}

/** How i18next gets the texts. */
export const backend = {
  type: 'backend' as const,
  callbackApi: false,
  init: (): void => undefined,
  read: (language: string, namespace: string): Promise<Messages> => load(language as Language, namespace as Namespace),
};
