import { consentPoints, type ConsentText, type ConsentWords } from './consent-text.js';
import { en } from './draft-1/en.js';
import { ky } from './draft-1/ky.js';
import { ru } from './draft-1/ru.js';
import { tg } from './draft-1/tg.js';

/** By version, then by language. A version that was ever used is never edited: a change is a new one beside it. */
const versions: ReadonlyMap<string, Readonly<Record<string, ConsentWords>>> = new Map([
  ['kg-draft-1', { ky, ru, tg, en }],
  ['tj-draft-1', { ky, ru, tg, en }],
]);

/** Every version there is or was. */
export const consentTextVersions: readonly string[] = [...versions.keys()];

/** The words of a version in a language (BCP 47: of `ky-KG` the first part counts). */
const wordsOf = (version: string, language: string): ConsentWords | undefined =>
  Object.entries(versions.get(version) ?? {}).find(([known]) => known === primary(language))?.[1];

const primary = (language: string): string => language.split('-', 1)[0]!.toLowerCase();

/** Whether a version of the consent text exists, in a language where one is named. */
export const hasConsentText = (version: string, language?: string): boolean =>
  language === undefined ? versions.has(version) : wordsOf(version, language) !== undefined;

/** The languages a version is written in. */
export const languagesOfConsentText = (version: string): readonly string[] => Object.keys(versions.get(version) ?? {});

/** The text of a version for a purpose, in a language; undefined when there is none. Nobody has reviewed these drafts. */
export function consentText(version: string, purpose: string, language: string): ConsentText | undefined {
  const words = wordsOf(version, language);
  const agreement = words && Object.entries(words.purposes).find(([known]) => known === purpose)?.[1];
  if (!words || agreement === undefined) return undefined;
  return {
    version,
    purpose,
    language: primary(language),
    title: words.title,
    agreement,
    points: consentPoints.map((point) => ({ point, text: words.points[point] })),
    reviewedBy: undefined,
  };
}
