import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { CaseAnswer } from '../api/answers.js';
import { OneOf } from '../components/choices.js';
import { CommandFormFrame } from '../form/command-form.js';
import { DayField } from '../form/day-field.js';
import { useCommandForm } from '../form/use-command-form.js';
import { useLeave } from '../form/use-leave.js';
import { useCode, useFormats, type CodeList } from '../i18n/index.js';
import type { EntryKind } from '../offline/entry.js';

/** A step of the whole case that says why and when: its closing, its reopening. */
export function ReasonForm({
  file: { caseId, caseNumber },
  route,
  kind,
  list,
  reasons,
  note,
  onLabel,
  submit,
  saved,
}: {
  readonly file: CaseAnswer;
  /** Of the API. */
  readonly route: 'closure' | 'reopening';
  readonly kind: EntryKind;
  /** The code list of its reasons. */
  readonly list: CodeList;
  readonly reasons: readonly string[];
  /** What it means. */
  readonly note: string;
  readonly onLabel: string;
  readonly submit: string;
  readonly saved: string;
}) {
  const { t } = useTranslation('common');
  const code = useCode();
  const { today, date } = useFormats();
  const leave = useLeave(`/cases/${caseId}/rehabilitation`);
  const form = useCommandForm({
    initial: { reason: '', on: today() },
    draft: `${route} ${caseId}`,
    check: ({ reason, on }) => ({
      ...(reason === '' ? { reason: t('form.choose') } : {}),
      ...(on === '' ? { on: t('form.required') } : {}),
    }),
    write: ({ reason, on }) => ({
      path: `/cases/${caseId}/${route}`,
      body: { reason, on },
      kind,
      chain: caseId,
      summary: [
        { label: t('label.caseNumber'), value: caseNumber },
        { label: t('label.reason'), value: code(list, reason) },
        { label: t('date.label'), value: date(on) },
      ],
    }),
    onSent: () => leave(saved),
    onQueued: () => leave(t('form.keptOnDevice')),
  });
  const { values, errors, set } = form;
  return (
    <CommandFormFrame form={form} submit={submit}>
      <Text>{note}</Text>
      <OneOf
        name="reason"
        label={t('label.reason')}
        error={errors['reason']}
        required
        value={values.reason}
        onChange={(reason) => set('reason', reason)}
        options={reasons.map((value) => ({ value, label: code(list, value) }))}
      />
      <DayField form={form} label={onLabel} />
    </CommandFormFrame>
  );
}
