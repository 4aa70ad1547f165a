import { useEffect, useRef, type ReactNode } from 'react';
import styles from './takes-focus.module.css';

/** What has opened where a button was: it takes the focus that the button had. */
export function TakesFocus({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), []);
  return (
    <div ref={box} tabIndex={-1} role="group" aria-label={label} className={styles.box}>
      {children}
    </div>
  );
}
