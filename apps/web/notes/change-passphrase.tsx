import { useTranslation } from 'react-i18next';
import { CommandFormFrame } from '../form/command-form.js';
import { useCommandForm } from '../form/use-command-form.js';
import { isShort, NewPassphrase } from './new-passphrase.js';
import { PassphraseField } from './passphrase-field.js';

/** Changes one's own passphrase. */
export function ChangePassphrase({ path, onChanged }: { readonly path: string; onChanged(): void }) {
  const { t } = useTranslation(['assistance', 'common']);
  const form = useCommandForm({
    secret: true,
    initial: { passphrase: '', newPassphrase: '', again: '' },
    check: ({ passphrase, newPassphrase, again }) => ({
      ...(passphrase === '' ? { passphrase: t('common:form.required') } : {}),
      ...(isShort(newPassphrase) ? { newPassphrase: t('key.tooShort') } : {}),
      ...(newPassphrase === again ? {} : { again: t('key.notSame') }),
    }),
    write: ({ passphrase, newPassphrase }) => ({
      path: `${path}/passphrase`,
      body: { passphrase, newPassphrase },
      kind: 'kind.other',
      summary: [],
    }),
    onSent: onChanged,
  });
  return (
    <CommandFormFrame form={form} submit={t('key.change')}>
      <PassphraseField form={form} name="passphrase" label={t('key.passphrase')} />
      <NewPassphrase form={form} name="newPassphrase" again="again" />
    </CommandFormFrame>
  );
}
