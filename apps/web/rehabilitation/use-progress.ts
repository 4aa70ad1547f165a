import { useTranslation } from 'react-i18next';
import type { CaseAnswer, RehabilitationGoalAnswer } from '../api/answers.js';
import { useStep } from '../form/use-step.js';
import { useCode, useFormats } from '../i18n/index.js';

/** How a goal goes. */
export interface Progress {
  readonly status: string;
  /** Local date. */
  readonly on: string;
  readonly note: string;
}

/** A way to record how a goal goes; answers what to say then. Throws ApiProblem. */
export function useProgress(file: CaseAnswer) {
  const { t } = useTranslation(['rehabilitation', 'common']);
  const code = useCode();
  const { date } = useFormats();
  const takeStep = useStep(file);
  return async ({ goalId, right }: RehabilitationGoalAnswer, { status, on, note }: Progress): Promise<string> => {
    const how = await takeStep({
      path: `/cases/${file.caseId}/rehabilitation-plan/goals/${encodeURIComponent(goalId)}/progress`,
      body: { status, on, ...(note === '' ? {} : { note }) },
      kind: 'kind.goalProgress',
      summary: [
        { label: t('plan.right'), value: code('right', right) },
        { label: t('progress.status'), value: code('goalStatus', status) },
        { label: t('common:date.label'), value: date(on) },
        ...(note === '' ? [] : [{ label: t('common:label.note'), value: note }]),
      ],
    });
    return how === 'Queued' ? t('common:form.keptOnDevice') : `${code('right', right)}: ${code('goalStatus', status)}`;
  };
}
