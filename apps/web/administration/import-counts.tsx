import { useTranslation } from 'react-i18next';
import type { ImportItem } from '../api/answers.js';
import { useFormats } from '../i18n/index.js';
import styles from './imports.module.css';

/** What became of the rows of a file, counted. */
export function ImportCounts({ item }: { readonly item: ImportItem }) {
  const { t } = useTranslation('administration');
  const { number } = useFormats();
  return (
    <dl className={styles.counts}>
      {(['read', 'taken', 'corrected', 'unchanged', 'refused'] as const).map((what) => (
        <div key={what}>
          <dt>{t(`count.${what}`)}</dt>
          <dd>{number(item[what])}</dd>
        </div>
      ))}
    </dl>
  );
}
