import { Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { OneOf } from '../components/choices.js';
import { DateField } from '../components/date-field.js';
import { CommandFormFrame } from '../form/command-form.js';
import { useCommandForm } from '../form/use-command-form.js';
import { useLeave } from '../form/use-leave.js';
import { useCode, useFormats } from '../i18n/index.js';

const kinds = ['Access', 'Rectification'] as const;

/** Asks what she wants and since when: from that day her week runs. */
export function ReceiveRequest({
  caseId,
  caseNumber,
  then = '/requests',
}: {
  readonly caseId: string;
  readonly caseNumber: string;
  /** Where one goes on. */
  readonly then?: string;
}) {
  const { t } = useTranslation(['protection', 'common']);
  const code = useCode();
  const { today } = useFormats();
  const leave = useLeave(then);
  const form = useCommandForm({
    initial: { kind: '', receivedOn: today() },
    check: ({ kind, receivedOn }) => ({
      ...(kind === '' ? { kind: t('common:form.choose') } : {}),
      ...(receivedOn === '' ? { receivedOn: t('common:form.required') } : {}),
    }),
    write: (body) => ({
      path: `/cases/${caseId}/subject-requests`,
      body,
      kind: 'kind.subjectRequest',
      chain: caseId,
      summary: [
        { label: t('common:label.caseNumber'), value: caseNumber },
        { label: t('requests.kind'), value: code('subjectRequestKind', body.kind) },
      ],
    }),
    onSent: () => leave(t('requests.saved')),
    onQueued: () => leave(t('common:form.keptOnDevice')),
  });
  return (
    <CommandFormFrame form={form} submit={t('common:action.save')}>
      <Title order={2}>{caseNumber}</Title>
      <OneOf
        name="kind"
        label={t('requests.kind')}
        error={form.errors['kind']}
        options={kinds.map((value) => ({ value, label: code('subjectRequestKind', value) }))}
        value={form.values.kind}
        onChange={(kind) => form.set('kind', kind)}
        required
      />
      <DateField
        name="receivedOn"
        label={t('requests.receivedOn')}
        error={form.errors['receivedOn']}
        value={form.values.receivedOn}
        onChange={(receivedOn) => form.set('receivedOn', receivedOn)}
        recent
        required
      />
    </CommandFormFrame>
  );
}
