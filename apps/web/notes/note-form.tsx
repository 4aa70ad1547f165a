import { Text, Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { CaseAnswer } from '../api/answers.js';
import type { FieldErrors } from '../components/error-summary.js';
import { CommandFormFrame } from '../form/command-form.js';
import { useCommandForm } from '../form/use-command-form.js';
import { useLeave } from '../form/use-leave.js';
import type { EntryKind } from '../offline/entry.js';

/** Records a note on a case. */
export function NoteForm({
  file: { caseId, caseNumber },
  route,
  kind,
  who,
}: {
  readonly file: CaseAnswer;
  /** Of the API. */
  readonly route: 'counselling-notes' | 'health-notes';
  readonly kind: EntryKind;
  /** Who will read it. */
  readonly who: string;
}) {
  const { t } = useTranslation(['assistance', 'common']);
  const leave = useLeave(`/cases/${caseId}/notes`);
  const form = useCommandForm({
    initial: { text: '' },
    draft: `${route} ${caseId}`,
    check: ({ text }): FieldErrors => (text.trim() === '' ? { text: t('common:form.required') } : {}),
    write: ({ text }) => ({
      path: `/cases/${caseId}/${route}`,
      body: { text: text.trim() },
      kind,
      chain: caseId,
      // the text itself is only in its form
      summary: [{ label: t('common:label.caseNumber'), value: caseNumber }],
    }),
    onSent: () => leave(t('notes.saved')),
    onQueued: () => leave(t('common:form.keptOnDevice')),
  });
  return (
    <CommandFormFrame form={form} submit={t('notes.save')}>
      <Text>{who}</Text>
      <Textarea
        id="text"
        label={t('notes.text')}
        error={form.errors['text']}
        withAsterisk
        value={form.values.text}
        onChange={({ currentTarget }) => form.set('text', currentTarget.value)}
        maxLength={10_000}
        minRows={8}
      />
    </CommandFormFrame>
  );
}
