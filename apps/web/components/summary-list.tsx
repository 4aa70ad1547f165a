import { Anchor } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './summary-list.module.css';

export interface SummaryRow {
  readonly label: string;
  readonly value: ReactNode;
  /** Goes to where it can be changed. */
  onChange?(): void;
}

/** What was answered, row by row: to check before it is sent, and to read afterwards. */
export function SummaryList({ rows }: { readonly rows: readonly SummaryRow[] }) {
  const { t } = useTranslation('common');
  return (
    <dl className={styles.list}>
      {rows.map(({ label, value, onChange }) => (
        <div key={label} className={styles.row}>
          <dt>{label}</dt>
          <dd>{value}</dd>
          {onChange && (
            <dd>
              <Anchor component="button" type="button" onClick={onChange}>
                {t('action.change')}
                <span className="for-screen-readers"> {label}</span>
              </Anchor>
            </dd>
          )}
        </div>
      ))}
    </dl>
  );
}
