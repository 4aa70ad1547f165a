import { useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { CarePage, type InCare } from '../assistance/care-page.js';
import { completionOutcomes, notSuccessfulReasons } from '../codes.js';
import { OneOf } from '../components/choices.js';
import { CommandFormFrame } from '../form/command-form.js';
import { DayField } from '../form/day-field.js';
import { useCommandForm } from '../form/use-command-form.js';
import { useLeave } from '../form/use-leave.js';
import { useCode, useFormats } from '../i18n/index.js';

/** Completes the referral on which she came, with what came of it. */
export function CompletionPage() {
  const { t } = useTranslation('rehabilitation');
  return (
    <CarePage title={t('completion.title')} narrow>
      {(care) => <CompletionForm {...care} />}
    </CarePage>
  );
}

function CompletionForm({ file: { caseId, caseNumber } }: InCare) {
  const { t } = useTranslation(['rehabilitation', 'common']);
  const { referralId } = useParams({ strict: false }) as { referralId: string };
  const code = useCode();
  const { today, date } = useFormats();
  const leave = useLeave(`/cases/${caseId}/rehabilitation`);
  const form = useCommandForm({
    initial: { outcome: '', reason: '', on: today() },
    draft: `completion ${referralId}`,
    check: ({ outcome, reason, on }) => ({
      ...(outcome === '' ? { outcome: t('common:form.choose') } : {}),
      ...(outcome === 'NotSuccessful' && reason === '' ? { reason: t('common:form.choose') } : {}),
      ...(on === '' ? { on: t('common:form.required') } : {}),
    }),
    write: ({ outcome, reason, on }) => ({
      path: `/referrals/${referralId}/completion`,
      body: { outcome, on, ...(outcome === 'NotSuccessful' ? { reason } : {}) },
      kind: 'kind.completion',
      chain: caseId,
      summary: [
        { label: t('common:label.caseNumber'), value: caseNumber },
        { label: t('completion.outcome'), value: code('completionOutcome', outcome) },
        ...(outcome === 'NotSuccessful'
          ? [{ label: t('common:label.reason'), value: code('notSuccessfulReason', reason) }]
          : []),
        { label: t('common:date.label'), value: date(on) },
      ],
    }),
    onSent: () => leave(t('completion.saved')),
    onQueued: () => leave(t('common:form.keptOnDevice')),
  });
  const { values, errors, set } = form;
  return (
    <CommandFormFrame form={form} submit={t('completion.save')}>
      <OneOf
        name="outcome"
        label={t('completion.outcome')}
        hint={t('completion.outcomeHint')}
        error={errors['outcome']}
        required
        value={values.outcome}
        onChange={(outcome) => set('outcome', outcome)}
        options={completionOutcomes.map((value) => ({ value, label: code('completionOutcome', value) }))}
      />
      {values.outcome === 'NotSuccessful' && (
        <OneOf
          name="reason"
          label={t('common:label.reason')}
          error={errors['reason']}
          required
          value={values.reason}
          onChange={(reason) => set('reason', reason)}
          options={notSuccessfulReasons.map((value) => ({ value, label: code('notSuccessfulReason', value) }))}
        />
      )}
      <DayField form={form} label={t('completion.on')} />
    </CommandFormFrame>
  );
}
