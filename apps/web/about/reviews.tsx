import { useTranslation } from 'react-i18next';
import { Tag } from '../components/tag.js';
import { languageNames, languages, reviewed } from '../i18n/index.js';
import { namespaces } from '../i18n/namespaces.js';
import styles from './about.module.css';

/** How many of the texts a native speaker has reviewed, language by language. */
export function Reviews() {
  const { t } = useTranslation('about');
  return (
    <ul className={styles.reviews}>
      {languages.map((language) => {
        const done = namespaces.filter((subject) => reviewed(language, subject)).length;
        return (
          <li key={language}>
            <span lang={language}>{languageNames[language]}</span>
            <Tag tone={done === namespaces.length ? 'good' : 'wait'}>
              {done === 0 ? t('unreviewed') : t('reviewedOf', { done, total: namespaces.length })}
            </Tag>
          </li>
        );
      })}
    </ul>
  );
}
