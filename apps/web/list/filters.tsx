import { useMediaQuery } from '@mantine/hooks';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './filters.module.css';

/** What narrows a list: beside one another on a desk, behind one word on a telephone. `set`: how many of them narrow it now. */
export function Filters({ set, children }: { readonly set: number; readonly children: ReactNode }) {
  const { t } = useTranslation('common');
  const wide = useMediaQuery('(min-width: 48em)', true);
  return (
    <search>
      <details className={styles.filters} open={wide || undefined}>
        <summary>
          {t('action.filter')}
          {set > 0 && ` (${set})`}
        </summary>
        <div className={styles.fields}>{children}</div>
      </details>
    </search>
  );
}
