import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import styles from './row-link.module.css';

/** A row of a list that leads somewhere: its first line is the link, all of it can be pressed. */
export function RowLink({
  to,
  title,
  aside,
  children,
}: {
  readonly to: string;
  readonly title: ReactNode;
  readonly aside?: ReactNode;
  readonly children?: ReactNode;
}) {
  return (
    <div className={styles.row}>
      <div className={styles.text}>
        <Link to={to} className={styles.link}>
          {title}
        </Link>
        <div className={styles.more}>{children}</div>
      </div>
      <div className={styles.aside}>{aside}</div>
    </div>
  );
}
