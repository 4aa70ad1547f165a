import { Alert } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { services } from '../codes.js';
import { ManyOf } from '../components/choices.js';
import { CommandFormFrame } from '../form/command-form.js';
import { useCommandForm } from '../form/use-command-form.js';
import { useLeave } from '../form/use-leave.js';
import { useCode } from '../i18n/index.js';
import { basisOf } from '../offline/basis.js';
import { CarePage, type InCare } from './care-page.js';
import { missingIn, type GoalValues } from './goal-values.js';
import { GoalsField } from './goals-field.js';

interface PlanValues extends Readonly<Record<string, unknown>> {
  readonly needs: readonly string[];
  readonly goals: readonly GoalValues[];
}

/** Plans the help she gets. */
export function PlanAssistancePage() {
  const { t } = useTranslation('assistance');
  return (
    <CarePage title={t('plan.title')} narrow>
      {(care) => <PlanForm {...care} />}
    </CarePage>
  );
}

function PlanForm({ file, etag }: InCare) {
  const { caseId, caseNumber, assistance } = file;
  const { t } = useTranslation(['assistance', 'common']);
  const code = useCode();
  const leave = useLeave(`/cases/${caseId}/assistance`);
  const form = useCommandForm<PlanValues>({
    initial: {
      needs: assistance?.needs ?? [],
      goals: (assistance?.goals ?? []).map(({ goalId, service, description = '' }) => ({
        goalId,
        kind: service,
        description,
      })),
    },
    draft: `assistance-plan ${caseId}`,
    basis: basisOf(file, etag, ['assistance']),
    check: ({ needs, goals }) => ({
      ...(needs.length === 0 ? { needs: t('common:form.chooseAll') } : {}),
      ...missingIn(goals, t('common:form.required')),
    }),
    write: ({ needs, goals }) => ({
      path: `/cases/${caseId}/assistance-plan`,
      body: {
        needs,
        goals: goals.map(({ goalId, kind, description }) => ({
          goalId,
          service: kind,
          description: description.trim(),
        })),
      },
      kind: 'kind.assistancePlan',
      chain: caseId,
      summary: [
        { label: t('common:label.caseNumber'), value: caseNumber },
        { label: t('plan.needs'), value: needs.map((one) => code('service', one)).join(', ') },
        ...goals.map(({ kind, description }, index) => ({
          label: t('goals.goal', { number: index + 1 }),
          value: `${code('service', kind)}: ${description}`,
        })),
      ],
    }),
    onSent: () => leave(t('plan.saved')),
    onQueued: () => leave(t('common:form.keptOnDevice')),
  });
  const unseen = assistance?.goals.some(({ description }) => description === undefined);
  const options = services.map((value) => ({ value, label: code('service', value) }));
  return (
    <CommandFormFrame form={form} submit={t('plan.save')}>
      {assistance && <Alert color="tirek">{t('plan.replaces')}</Alert>}
      {unseen && <Alert color="clay">{t('plan.unseen')}</Alert>}
      <ManyOf
        name="needs"
        label={t('plan.needs')}
        hint={t('common:form.chooseAll')}
        error={form.errors['needs']}
        required
        options={options}
        value={form.values.needs}
        onChange={(needs) => form.set('needs', needs)}
      />
      <GoalsField
        legend={t('plan.goals')}
        kind={t('common:label.service')}
        options={options}
        goals={form.values.goals}
        errors={form.errors}
        onChange={(goals) => form.set('goals', goals)}
      />
    </CommandFormFrame>
  );
}
