import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '../api/problem.js';
import { fieldOf } from './field-of.js';
import { ruleText, type Rules } from './rule-text.js';

/** What went wrong, in the language that is spoken. */
export interface ProblemText {
  /** Of anything that was thrown: what happened, and why or what one can do. */
  summary(error: unknown): { readonly title: string; readonly hint: string };
  /** What is wrong in which field of what was sent, by its name: `person.phone`. Empty: no field is to blame. */
  fields(error: unknown): Readonly<Record<string, string>>;
  /** Of what the API says itself: why a row of an import was refused. */
  reason(said: string): string;
}

/** Says problems of the API. Until its sentences are there, or when they cannot be had, says what kind of problem it is. */
export function useProblemText(): ProblemText {
  const { t } = useTranslation('common');
  // what a page shows must not give way to a page that waits because something went wrong on it
  const { i18n } = useTranslation('rules', { useSuspense: false });
  return useMemo(() => {
    const inWords = (said: string): string | undefined => {
      const rules = i18n.getResourceBundle(i18n.language, 'rules') as Rules | undefined;
      return ruleText(rules ?? {}, said);
    };
    const reason = (said: string): string => inWords(said) ?? t('error.invalid');
    return {
      reason,
      summary(error) {
        if (!(error instanceof ApiProblem))
          return { title: t('problem.unknown.title'), hint: t('problem.unknown.hint') };
        const { kind, detail } = error;
        return { title: t(`problem.${kind}.title`), hint: inWords(detail) ?? t(`problem.${kind}.hint`) };
      },
      fields(error) {
        if (!(error instanceof ApiProblem)) return {};
        return Object.fromEntries(
          error.errors.flatMap(({ pointer, detail }) => {
            const field = fieldOf(pointer);
            return field === undefined ? [] : [[field, reason(detail)]];
          }),
        );
      },
    };
  }, [t, i18n]);
}
