import type { ReactNode } from 'react';
import styles from './tag.module.css';

export type Tone = 'plain' | 'wait' | 'late' | 'good';

/** The state of a thing in a word. The tone only repeats what the word says. */
export function Tag({ tone = 'plain', children }: { readonly tone?: Tone; readonly children: ReactNode }) {
  return (
    <span className={styles.tag} data-tone={tone}>
      {children}
    </span>
  );
}
