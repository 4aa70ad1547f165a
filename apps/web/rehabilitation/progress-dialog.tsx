import { NativeSelect, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RehabilitationGoalAnswer } from '../api/answers.js';
import { goalStatuses } from '../codes.js';
import { ConfirmDialog } from '../components/confirm-dialog.js';
import { DateField } from '../components/date-field.js';
import { useCode, useFormats } from '../i18n/index.js';
import type { Progress } from './use-progress.js';

/** Records how a goal goes, with another day than today, or a note. */
export function ProgressDialog({
  goal,
  onMove,
  onClose,
}: {
  readonly goal: RehabilitationGoalAnswer;
  onMove(progress: Progress): Promise<void>;
  onClose(): void;
}) {
  const { t } = useTranslation(['rehabilitation', 'common']);
  const code = useCode();
  const { today } = useFormats();
  const [status, setStatus] = useState(goal.status);
  const [on, setOn] = useState(today);
  const [note, setNote] = useState('');
  return (
    <ConfirmDialog
      open
      title={code('right', goal.right)}
      choices={[{ label: t('progress.record'), act: () => onMove({ status, on, note: note.trim() }) }]}
      onClose={onClose}
    >
      <NativeSelect
        label={t('progress.status')}
        value={status}
        onChange={({ currentTarget }) => setStatus(currentTarget.value)}
        data={goalStatuses.map((value) => ({ value, label: code('goalStatus', value) }))}
        mb="md"
      />
      <DateField name="on" label={t('progress.on')} value={on} onChange={setOn} recent />
      <Textarea
        label={t('common:label.note')}
        description={`${t('common:form.optional')}. ${t('common:form.personal')}`}
        value={note}
        onChange={({ currentTarget }) => setNote(currentTarget.value)}
        maxLength={4000}
        minRows={2}
        mt="md"
      />
    </ConfirmDialog>
  );
}
