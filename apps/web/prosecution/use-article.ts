import { useTranslation } from 'react-i18next';
import { useInstallation } from '../app/installation.js';
import { useCode, useFormats } from '../i18n/index.js';
import { articleOn } from './articles.js';

/** Says an article in words, as the criminal code was on a day: what it is about, and whether that no longer holds. */
export function useArticle(): (article: string, on: string) => string {
  const { t } = useTranslation('prosecution');
  const code = useCode();
  const { date } = useFormats();
  const { articles } = useInstallation();
  return (article, on) => {
    const known = articleOn(articles, article, on);
    if (known === undefined) return t('article.number', { article });
    const offence = code('offence', known.offence);
    return known.until === undefined || on <= known.until
      ? t('article.about', { article, offence })
      : t('article.earlier', { article, offence, until: date(known.until) });
  };
}
