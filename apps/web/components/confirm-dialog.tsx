import { Button, Group, Text } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from './dialog.js';
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

/** Asks before something happens. */
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
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
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
    <Dialog open={open} title={title} onClose={onClose}>
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
    </Dialog>
  );
}
