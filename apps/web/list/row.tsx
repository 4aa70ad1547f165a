import type { ReactNode } from 'react';
import styles from './row-link.module.css';

/** A row of a list that can be acted on where it stands: what it is, its marks, and below what there is to say and do. */
export function Row({
  title,
  aside,
  children,
}: {
  readonly title: ReactNode;
  readonly aside?: ReactNode;
  readonly children?: ReactNode;
}) {
  return (
    <div className={styles.row}>
      <div className={styles.text}>
        <strong>{title}</strong>
        <div className={styles.more}>{children}</div>
      </div>
      <div className={styles.aside}>{aside}</div>
    </div>
  );
}
