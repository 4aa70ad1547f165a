import { Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { BreakGlassItem } from '../api/answers.js';
import { useAnnounce } from '../components/announcer.js';
import { OneOf } from '../components/choices.js';
import type { FieldErrors } from '../components/error-summary.js';
import { CommandFormFrame } from '../form/command-form.js';
import { useCommandForm } from '../form/use-command-form.js';
import { useCode } from '../i18n/index.js';

const outcomes = ['Justified', 'NotJustified'] as const;

/** Says whether an opening had to be, and what follows from either. */
export function ReviewOpening({ opening, onDone }: { readonly opening: BreakGlassItem; onDone(): void }) {
  const { t } = useTranslation(['protection', 'common']);
  const code = useCode();
  const announce = useAnnounce();
  const { breakGlassId, caseId, caseNumber } = opening;
  const form = useCommandForm({
    initial: { outcome: '', note: '' },
    check: ({ outcome }): FieldErrors => (outcome === '' ? { outcome: t('common:form.choose') } : {}),
    write: ({ outcome, note }) => ({
      path: `/break-glass/${breakGlassId}/review`,
      body: { outcome, ...(note.trim() === '' ? {} : { note: note.trim() }) },
      kind: 'kind.breakGlassReview',
      chain: caseId,
      summary: [
        { label: t('common:label.caseNumber'), value: caseNumber },
        { label: t('breakGlass.question'), value: code('breakGlassOutcome', outcome) },
      ],
    }),
    onSent() {
      announce(t('breakGlass.reviewed'));
      onDone();
    },
    onQueued() {
      announce(t('common:form.keptOnDevice'));
      onDone();
    },
  });
  return (
    <CommandFormFrame form={form} submit={t('breakGlass.record')} onCancel={onDone}>
      <OneOf
        name="outcome"
        label={t('breakGlass.question')}
        error={form.errors['outcome']}
        options={outcomes.map((value) => ({
          value,
          label: code('breakGlassOutcome', value),
          hint: t(`breakGlass.follows.${value}`),
        }))}
        value={form.values.outcome}
        onChange={(outcome) => form.set('outcome', outcome)}
      />
      <Textarea
        id="note"
        label={`${t('common:label.note')} (${t('common:form.optional')})`}
        description={t('breakGlass.noteHint')}
        error={form.errors['note']}
        value={form.values.note}
        onChange={({ currentTarget }) => form.set('note', currentTarget.value)}
        maxLength={2000}
      />
    </CommandFormFrame>
  );
}
