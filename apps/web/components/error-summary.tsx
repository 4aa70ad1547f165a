import { Anchor } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './error-summary.module.css';

/** Texts of what is wrong, by the name of the field, which is also the id of its input. */
export type FieldErrors = Readonly<Record<string, string>>;

/** Everything that is wrong in a form, each with a way to its field; takes the focus when it appears. */
export function ErrorSummary({ errors }: { readonly errors: FieldErrors }) {
  const { t } = useTranslation('common');
  const box = useRef<HTMLDivElement>(null);
  const wrong = Object.entries(errors);
  const shown = useRef(0);
  useEffect(() => {
    const count = Object.keys(errors).length;
    // one that is gone was mended just now: who is typing keeps the focus
    if (count > 0 && count >= shown.current) box.current?.focus();
    shown.current = count;
  }, [errors]);
  if (wrong.length === 0) return null;
  return (
    <div ref={box} className={styles.summary} role="alert" tabIndex={-1}>
      <h2>{t('errorSummary.title')}</h2>
      <ul>
        {wrong.map(([field, text]) => (
          <li key={field}>
            <Anchor component="button" type="button" onClick={() => focusOn(field)}>
              {text}
            </Anchor>
          </li>
        ))}
      </ul>
    </div>
  );
}

function focusOn(field: string): void {
  const found = document.getElementById(field);
  // a group of choices is not focused itself: its first is
  const input = found?.matches('input, select, textarea, button')
    ? found
    : found?.querySelector('input, select, textarea, button');
  (input as HTMLElement | null)?.focus();
  found?.scrollIntoView({ block: 'center' });
}
