import type { ReactNode } from 'react';
import styles from './lines.module.css';

export interface Line {
  readonly key: string;
  readonly title: ReactNode;
  /** Sentences below it. */
  readonly more?: readonly (string | undefined)[];
  /** Its state, or what can be done with it. */
  readonly aside?: ReactNode;
}

/** Things of one kind, one below the other. */
export function Lines({ lines }: { readonly lines: readonly Line[] }) {
  return (
    <ul className={styles.lines}>
      {lines.map(({ key, title, more = [], aside }) => (
        <li key={key}>
          <div className={styles.text}>
            <p>{title}</p>
            {more
              .filter((text) => text !== undefined && text !== '')
              .map((text) => (
                <p key={text} className={styles.more}>
                  {text}
                </p>
              ))}
          </div>
          {aside}
        </li>
      ))}
    </ul>
  );
}
