import { Button, Group, Text } from '@mantine/core';
import { useId, useLayoutEffect, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './confirm-dialog.module.css';
import { ProblemMessage } from './problem-message.js';

export interface Choice {
  readonly label: string;
  /** It cannot be undone. */
  readonly danger?: boolean;
  /** One of many, none of which is what is mostly meant. */
  readonly quiet?: boolean;
  /** Does it; what it throws is shown, and the dialog stays. */
  act(): Promise<void> | void;
}

/** Asks before something happens. The browser's own dialog: it keeps the focus, and Escape closes it. */
export function ConfirmDialog({
  open,
  title,
  text,
  choices,
  onClose,
  children,
}: {
  readonly open: boolean;
  readonly title: string;
  readonly text?: string;
  readonly choices: readonly Choice[];
  onClose(): void;
  /** What is asked besides. */
  readonly children?: ReactNode;
}) {
  const { t } = useTranslation('common');
  const dialog = useRef<HTMLDialogElement>(null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const heading = useId();
  // closed before it goes from the page: only so the focus returns to where it came from
  useLayoutEffect(() => {
    const shown = dialog.current;
    if (open) shown?.showModal();
    return () => shown?.close();
  }, [open]);
  const choose = async ({ act }: Choice) => {
    setBusy(true);
    setError(undefined);
    try {
      await act();
      onClose();
    } catch (problem) {
      setError(problem);
    } finally {
      setBusy(false);
    }
  };
  return (
    <dialog ref={dialog} className={styles.dialog} aria-labelledby={heading} onClose={() => open && onClose()}>
      <h2 id={heading}>{title}</h2>
      {text !== undefined && <Text>{text}</Text>}
      {children}
      {error !== undefined && <ProblemMessage error={error} />}
      <Group mt="lg">
        {choices.map((choice) => (
          <Button
            key={choice.label}
            loading={busy}
            onClick={() => void choose(choice)}
            {...(choice.danger ? { color: 'red.7' } : {})}
            {...(choice.quiet ? { variant: 'light' } : {})}
          >
            {choice.label}
          </Button>
        ))}
        <Button variant="default" disabled={busy} onClick={onClose}>
          {t('action.cancel')}
        </Button>
      </Group>
    </dialog>
  );
}
