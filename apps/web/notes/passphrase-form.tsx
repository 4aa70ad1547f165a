import { useTranslation } from 'react-i18next';
import type { FieldErrors } from '../components/error-summary.js';
import { CommandFormFrame } from '../form/command-form.js';
import { useCommandForm } from '../form/use-command-form.js';
import { PassphraseField } from './passphrase-field.js';

interface PassphraseFormProps<A> {
  readonly path: string;
  /** What is sent beside it. */
  readonly body?: object;
  readonly submit: string;
  onSent(answer: A): void;
}

/** Does something that takes no more than one's passphrase; it is kept nowhere. */
export function PassphraseForm<A = unknown>({ path, body = {}, submit, onSent }: PassphraseFormProps<A>) {
  const { t } = useTranslation(['assistance', 'common']);
  const form = useCommandForm<{ passphrase: string }, A>({
    secret: true,
    initial: { passphrase: '' },
    check: ({ passphrase }): FieldErrors => (passphrase === '' ? { passphrase: t('common:form.required') } : {}),
    write: ({ passphrase }) => ({ path, body: { ...body, passphrase }, kind: 'kind.other', summary: [] }),
    onSent,
  });
  return (
    <CommandFormFrame form={form} submit={submit}>
      <PassphraseField form={form} name="passphrase" label={t('key.passphrase')} />
    </CommandFormFrame>
  );
}
