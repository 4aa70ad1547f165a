import { useTranslation } from 'react-i18next';
import type { CommandForm, Values } from '../form/use-command-form.js';
import { PassphraseField } from './passphrase-field.js';

/** As the API has it. */
const shortest = 12;

/** Whether a passphrase is too short to be chosen. */
export const isShort = (passphrase: string): boolean => passphrase.length < shortest;

/** A passphrase that is being chosen, typed twice: who mistypes it once would never know. */
export function NewPassphrase<V extends Values>({
  form,
  name,
  again,
}: {
  readonly form: CommandForm<V>;
  readonly name: keyof V & string;
  /** Where it is typed once more. */
  readonly again: keyof V & string;
}) {
  const { t } = useTranslation('assistance');
  return (
    <>
      <PassphraseField form={form} name={name} label={t('key.newPassphrase')} hint={t('key.newPassphraseHint')} />
      <PassphraseField form={form} name={again} label={t('key.again')} />
    </>
  );
}
