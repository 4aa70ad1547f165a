import { Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseAnswer, ProceedingOnFileAnswer } from '../api/answers.js';
import { followingStages, stagesOnGround, type ProceedingStage } from '../codes.js';
import { OneOf } from '../components/choices.js';
import { DateField } from '../components/date-field.js';
import { CommandFormFrame } from '../form/command-form.js';
import { useCommandForm } from '../form/use-command-form.js';
import { useCode, useFormats } from '../i18n/index.js';
import { basisOf } from '../offline/basis.js';
import { lastStepOn } from './steps-of.js';

type StageValues = {
  readonly stage: ProceedingStage | '';
  readonly on: string;
  readonly ground: string;
};

/** Moves a proceeding to one of the stages that may follow the one it is seen at. */
export function StageForm({
  file,
  etag,
  proceeding,
  onDone,
}: {
  readonly file: CaseAnswer;
  readonly etag: string | undefined;
  readonly proceeding: ProceedingOnFileAnswer;
  /** It is stored, or waits on this device; `text` says which. */
  onDone(text: string): void;
}) {
  const { t } = useTranslation(['prosecution', 'common']);
  const code = useCode();
  const { today, date } = useFormats();
  const [seen] = useState(proceeding);
  const from = seen.stage as ProceedingStage;
  const next = followingStages[from];
  const since = lastStepOn(seen);
  const form = useCommandForm<StageValues>({
    initial: { stage: '', on: today(), ground: '' },
    draft: `stage ${proceeding.proceedingId}`,
    basis: basisOf(file, etag, ['proceedings']),
    check: ({ stage, on, ground }) => ({
      // also where what was typed at an earlier stage comes back
      ...(!next.some((one) => one === stage) ? { stage: t('common:form.required') } : {}),
      ...(on === '' ? { on: t('common:form.required') } : {}),
      ...(on > today() ? { on: t('common:date.future') } : {}),
      ...(on !== '' && on < since ? { on: t('tooEarly', { date: date(since) }) } : {}),
      ...(stagesOnGround.has(stage) && ground.trim() === '' ? { ground: t('move.groundNeeded') } : {}),
    }),
    write: ({ stage, on, ground }) => ({
      path: `/proceedings/${proceeding.proceedingId}/stages`,
      body: { stage, on, ...(ground.trim() === '' ? {} : { ground: ground.trim() }) },
      kind: 'kind.proceedingStage',
      chain: file.caseId,
      summary: [
        { label: t('common:label.caseNumber'), value: file.caseNumber },
        { label: t('move.stage'), value: code('proceedingStage', stage) },
        { label: t('move.on'), value: date(on) },
        ...(ground.trim() === '' ? [] : [{ label: t('move.ground'), value: ground.trim() }]),
      ],
    }),
    onSent: (_, { stage }) => onDone(t('move.done', { stage: code('proceedingStage', stage) })),
    onQueued: () => onDone(t('common:form.keptOnDevice')),
  });
  const { values, errors } = form;
  return (
    <CommandFormFrame form={form} submit={t('move.send')}>
      <OneOf
        name="stage"
        label={t('move.stage')}
        hint={t('move.stageHint', { stage: code('proceedingStage', from) })}
        error={errors['stage']}
        required
        value={values.stage}
        onChange={(value) => form.set('stage', value as ProceedingStage)}
        options={next.map((value) => ({ value, label: code('proceedingStage', value) }))}
      />
      <DateField
        name="on"
        label={t('move.on')}
        error={errors['on']}
        required
        recent
        value={values.on}
        onChange={(value) => form.set('on', value)}
      />
      <Textarea
        id="ground"
        label={
          stagesOnGround.has(values.stage) ? t('move.ground') : `${t('move.ground')} (${t('common:form.optional')})`
        }
        description={t('move.groundHint')}
        error={errors['ground']}
        withAsterisk={stagesOnGround.has(values.stage)}
        value={values.ground}
        onChange={({ currentTarget }) => form.set('ground', currentTarget.value)}
        maxLength={1000}
        autosize
        minRows={2}
      />
    </CommandFormFrame>
  );
}
