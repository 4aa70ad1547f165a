import { useId, useLayoutEffect, useRef, type ReactNode } from 'react';
import { QuickExit } from '../app/quick-exit.js';
import styles from './dialog.module.css';

/** Stands before the page until it is closed. The browser's own dialog: it keeps the focus, and Escape closes it. */
export function Dialog({
  open,
  title,
  toRead = false,
  onClose,
  children,
}: {
  readonly open: boolean;
  readonly title: string;
  /** It is read from its beginning, not answered by its first button; and wider. */
  readonly toRead?: boolean;
  onClose(): void;
  readonly children: ReactNode;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const name = useId();
  // closed before it goes from the page: only so the focus returns to where it came from
  useLayoutEffect(() => {
    const shown = dialog.current;
    if (open) shown?.showModal();
    if (open && toRead) heading.current?.focus();
    return () => shown?.close();
  }, [open, toRead]);
  return (
    <dialog
      ref={dialog}
      className={styles.dialog}
      data-wide={toRead}
      aria-labelledby={name}
      onClose={() => open && onClose()}
    >
      <h2 id={name} ref={heading} tabIndex={-1}>
        {title}
      </h2>
      {children}
      {/* the one of the page is out of reach meanwhile; last, so that nobody leaves by an Enter too many */}
      <div className={styles.exit}>
        <QuickExit />
      </div>
    </dialog>
  );
}
