import { Alert } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { CarePage, type InCare } from '../assistance/care-page.js';
import { missingIn, type GoalValues } from '../assistance/goal-values.js';
import { GoalsField } from '../assistance/goals-field.js';
import { rights } from '../codes.js';
import { CommandFormFrame } from '../form/command-form.js';
import { useCommandForm } from '../form/use-command-form.js';
import { useLeave } from '../form/use-leave.js';
import { useCode } from '../i18n/index.js';
import { basisOf } from '../offline/basis.js';

interface PlanValues extends Readonly<Record<string, unknown>> {
  readonly goals: readonly GoalValues[];
}

/** Plans which rights are to be restored. */
export function PlanRehabilitationPage() {
  const { t } = useTranslation('rehabilitation');
  return (
    <CarePage title={t('plan.title')} narrow>
      {(care) => <PlanForm {...care} />}
    </CarePage>
  );
}

function PlanForm({ file, etag }: InCare) {
  const { caseId, caseNumber, rehabilitation } = file;
  const { t } = useTranslation(['rehabilitation', 'assistance', 'common']);
  const code = useCode();
  const leave = useLeave(`/cases/${caseId}/rehabilitation`);
  const form = useCommandForm<PlanValues>({
    initial: {
      goals: (rehabilitation?.goals ?? []).map(({ goalId, right, description = '' }) => ({
        goalId,
        kind: right,
        description,
      })),
    },
    draft: `rehabilitation-plan ${caseId}`,
    basis: basisOf(file, etag, ['rehabilitation']),
    check: ({ goals }) => ({
      ...(goals.length === 0 ? { goals: t('plan.noGoal') } : {}),
      ...missingIn(goals, t('common:form.required')),
    }),
    write: ({ goals }) => ({
      path: `/cases/${caseId}/rehabilitation-plan`,
      body: {
        goals: goals.map(({ goalId, kind, description }) => ({ goalId, right: kind, description: description.trim() })),
      },
      kind: 'kind.rehabilitationPlan',
      chain: caseId,
      summary: [
        { label: t('common:label.caseNumber'), value: caseNumber },
        ...goals.map(({ kind, description }, index) => ({
          label: t('assistance:goals.goal', { number: index + 1 }),
          value: `${code('right', kind)}: ${description}`,
        })),
      ],
    }),
    onSent: () => leave(t('plan.saved')),
    onQueued: () => leave(t('common:form.keptOnDevice')),
  });
  const goals = rehabilitation?.goals ?? [];
  return (
    <CommandFormFrame form={form} submit={t('plan.save')}>
      {goals.length > 0 && <Alert color="tirek">{t('plan.replaces')}</Alert>}
      {goals.some(({ description }) => description === undefined) && (
        <Alert color="clay">{t('assistance:plan.unseen')}</Alert>
      )}
      <GoalsField
        legend={t('board.title')}
        kind={t('plan.right')}
        options={rights.map((value) => ({ value, label: code('right', value) }))}
        goals={form.values.goals}
        errors={form.errors}
        onChange={(next) => form.set('goals', next)}
      />
    </CommandFormFrame>
  );
}
