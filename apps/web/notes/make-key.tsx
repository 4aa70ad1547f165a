import { Alert, Checkbox, List, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { RecoveryCodeAnswer } from '../api/answers.js';
import { CommandFormFrame } from '../form/command-form.js';
import { useCommandForm } from '../form/use-command-form.js';
import { isShort, NewPassphrase } from './new-passphrase.js';

/** Makes the key of the organisation, after what it means to lose it has been said. */
export function MakeKey({ path, onMade }: { readonly path: string; onMade(recoveryCode: string): void }) {
  const { t } = useTranslation(['assistance', 'common']);
  const form = useCommandForm<{ passphrase: string; again: string; understood: boolean }, RecoveryCodeAnswer>({
    secret: true,
    initial: { passphrase: '', again: '', understood: false },
    check: ({ passphrase, again, understood }) => ({
      ...(isShort(passphrase) ? { passphrase: t('key.tooShort') } : {}),
      ...(passphrase === again ? {} : { again: t('key.notSame') }),
      ...(understood ? {} : { understood: t('key.understand') }),
    }),
    write: ({ passphrase, understood }) => ({
      path,
      body: { passphrase, understood },
      kind: 'kind.other',
      summary: [],
    }),
    onSent: ({ recoveryCode }) => onMade(recoveryCode),
  });
  return (
    <CommandFormFrame form={form} submit={t('key.make')}>
      <Text>{t('key.makeText')}</Text>
      <Alert color="clay" title={t('key.lossTitle')}>
        <List>
          <List.Item>{t('key.lossPassphrase')}</List.Item>
          <List.Item>{t('key.lossCode')}</List.Item>
          <List.Item>{t('key.lossAll')}</List.Item>
        </List>
      </Alert>
      <NewPassphrase form={form} name="passphrase" again="again" />
      <Checkbox
        id="understood"
        label={t('key.understood')}
        error={form.errors['understood']}
        checked={form.values.understood}
        onChange={({ currentTarget }) => form.set('understood', currentTarget.checked)}
      />
    </CommandFormFrame>
  );
}
