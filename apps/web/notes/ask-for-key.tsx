import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { CommandFormFrame } from '../form/command-form.js';
import { useCommandForm } from '../form/use-command-form.js';
import { isShort, NewPassphrase } from './new-passphrase.js';

/** Chooses a passphrase and waits for a colleague; who waits may choose another one. */
export function AskForKey({
  path,
  waits,
  onAsked,
}: {
  readonly path: string;
  readonly waits: boolean;
  onAsked(): void;
}) {
  const { t } = useTranslation('assistance');
  const form = useCommandForm({
    secret: true,
    initial: { passphrase: '', again: '' },
    check: ({ passphrase, again }) => ({
      ...(isShort(passphrase) ? { passphrase: t('key.tooShort') } : {}),
      ...(passphrase === again ? {} : { again: t('key.notSame') }),
    }),
    write: ({ passphrase }) => ({ path: `${path}/requests`, body: { passphrase }, kind: 'kind.other', summary: [] }),
    onSent: onAsked,
  });
  return (
    <CommandFormFrame form={form} submit={t(waits ? 'key.askAgain' : 'key.ask')}>
      <Text>{t(waits ? 'key.waitingText' : 'key.askText')}</Text>
      <NewPassphrase form={form} name="passphrase" again="again" />
    </CommandFormFrame>
  );
}
