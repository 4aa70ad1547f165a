import { useState, type ReactNode } from 'react';
import styles from './disclosure.module.css';

/** Something that most do not need: behind one word, and only there once it is opened. */
export function Disclosure({
  label,
  name,
  children,
}: {
  readonly label: string;
  /** Of those of one name one is open at a time. */
  readonly name?: string;
  readonly children: ReactNode;
}) {
  const [open, setOpen] = useState(false);
  return (
    <details name={name} className={styles.disclosure} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>{label}</summary>
      {open && <div className={styles.content}>{children}</div>}
    </details>
  );
}
