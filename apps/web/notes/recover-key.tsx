import { TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { CommandFormFrame } from '../form/command-form.js';
import { useCommandForm } from '../form/use-command-form.js';
import { isShort, NewPassphrase } from './new-passphrase.js';

/** Comes in by the recovery code, and chooses a passphrase. */
export function RecoverKey({ path, onRecovered }: { readonly path: string; onRecovered(): void }) {
  const { t } = useTranslation(['assistance', 'common']);
  const form = useCommandForm({
    secret: true,
    initial: { recoveryCode: '', newPassphrase: '', newAgain: '' },
    check: ({ recoveryCode, newPassphrase, newAgain }) => ({
      ...(recoveryCode.trim() === '' ? { recoveryCode: t('common:form.required') } : {}),
      ...(isShort(newPassphrase) ? { newPassphrase: t('key.tooShort') } : {}),
      ...(newPassphrase === newAgain ? {} : { newAgain: t('key.notSame') }),
    }),
    write: ({ recoveryCode, newPassphrase }) => ({
      path: `${path}/recovery`,
      body: { recoveryCode: recoveryCode.trim(), newPassphrase },
      kind: 'kind.other',
      summary: [],
    }),
    onSent: onRecovered,
  });
  return (
    <CommandFormFrame form={form} submit={t('key.recover')}>
      <TextInput
        id="recoveryCode"
        label={t('key.code')}
        description={t('key.codeHint')}
        error={form.errors['recoveryCode']}
        withAsterisk
        value={form.values.recoveryCode}
        onChange={({ currentTarget }) => form.set('recoveryCode', currentTarget.value)}
        autoComplete="off"
        spellCheck={false}
        maxLength={80}
      />
      <NewPassphrase form={form} name="newPassphrase" again="newAgain" />
    </CommandFormFrame>
  );
}
