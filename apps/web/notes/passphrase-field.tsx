import { PasswordInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { CommandForm, Values } from '../form/use-command-form.js';

/** A passphrase. */
export function PassphraseField<V extends Values>({
  form: { values, errors, set },
  name,
  label,
  hint,
}: {
  readonly form: CommandForm<V>;
  readonly name: keyof V & string;
  readonly label: string;
  readonly hint?: string;
}) {
  const { t } = useTranslation('common');
  return (
    <PasswordInput
      id={name}
      label={label}
      description={hint}
      error={errors[name]}
      withAsterisk
      value={String(values[name])}
      onChange={({ currentTarget }) => set(name, currentTarget.value as V[keyof V & string])}
      // not one that a browser should keep and carry to other devices
      autoComplete="off"
      visibilityToggleButtonProps={{ 'aria-label': t('widget.showPassword'), tabIndex: 0 }}
      maxLength={200}
      maw="28rem"
    />
  );
}
