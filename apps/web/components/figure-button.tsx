import type { ReactNode } from 'react';
import styles from './figure-button.module.css';

/** A figure that says what it counts when it is pressed. */
export function FigureButton({ children, onClick }: { readonly children: ReactNode; onClick(): void }) {
  return (
    <button type="button" className={styles.figure} aria-haspopup="dialog" onClick={onClick}>
      {children}
    </button>
  );
}
