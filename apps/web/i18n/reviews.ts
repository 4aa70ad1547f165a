import type { Language } from './languages.js';
import type { Namespace } from './namespaces.js';
import reviews from './reviews.json' with { type: 'json' };

/** Whether a native speaker has reviewed the texts of a subject in a language. */
export const reviewed = (language: Language, namespace: Namespace): boolean =>
  (reviews[language] as readonly string[]).includes(namespace);
