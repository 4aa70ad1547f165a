import { Alert, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseAnswer, ProceedingOnFileAnswer } from '../api/answers.js';
import { useInstallation } from '../app/installation.js';
import { articleNumber, endedStages } from '../codes.js';
import { OneOf } from '../components/choices.js';
import { DateField } from '../components/date-field.js';
import { Empty } from '../components/empty.js';
import { Page } from '../components/page.js';
import { CommandFormFrame } from '../form/command-form.js';
import { useCommandForm } from '../form/use-command-form.js';
import { useLeave } from '../form/use-leave.js';
import { useFormats } from '../i18n/index.js';
import { basisOf } from '../offline/basis.js';
import { inForce, leftTrafficking } from './articles.js';
import { LoadedProceeding } from './loaded-proceeding.js';
import { lastStepOn } from './steps-of.js';
import { useArticle } from './use-article.js';

/** An article that is not offered; no article is called so. */
const other = 'other';

type RequalifyValues = {
  readonly from: string;
  /** An article that is offered, or `other`. */
  readonly to: string;
  readonly otherArticle: string;
  readonly on: string;
  readonly ground: string;
};

/** Brings a charge of a proceeding under another article. */
export function RequalifyPage() {
  const { t } = useTranslation('prosecution');
  return (
    <LoadedProceeding>
      {(proceeding, file, etag) => (
        <Page title={t('requalify.title')} lead={file.caseNumber} narrow>
          {endedStages.has(proceeding.stage) ? (
            <Empty title={t('requalify.ended')} hint={t('requalify.endedHint')} />
          ) : (
            <RequalifyForm proceeding={proceeding} file={file} etag={etag} />
          )}
        </Page>
      )}
    </LoadedProceeding>
  );
}

function RequalifyForm({
  proceeding,
  file,
  etag,
}: {
  readonly proceeding: ProceedingOnFileAnswer;
  readonly file: CaseAnswer;
  readonly etag: string | undefined;
}) {
  const { t } = useTranslation(['prosecution', 'common']);
  const { today, date } = useFormats();
  const article = useArticle();
  const leave = useLeave(`/cases/${file.caseId}/proceedings/${proceeding.proceedingId}`);
  const { articles: known } = useInstallation();
  // somebody else's step does not change what is being chosen from
  const [seen] = useState(proceeding);
  const since = lastStepOn(seen);
  const only = seen.articles.length === 1 ? seen.articles[0]! : '';
  const dayOf = ({ on }: RequalifyValues): string => on || today();
  const offered = (values: RequalifyValues) => inForce(known, dayOf(values)).map((one) => one.article);
  const asked = (values: RequalifyValues) => ({
    from: values.from || only,
    // what was chosen of one version of the code is not offered on a day of another one
    to: values.to === other ? values.otherArticle.trim() : (offered(values).find((one) => one === values.to) ?? ''),
    on: values.on,
    ground: values.ground.trim(),
  });
  const form = useCommandForm<RequalifyValues>({
    initial: { from: '', to: '', otherArticle: '', on: today(), ground: '' },
    draft: `requalification ${proceeding.proceedingId}`,
    basis: basisOf(file, etag, ['proceedings']),
    check: (values) => {
      const { from, to, on, ground } = asked(values);
      const chosen = values.to === other ? 'otherArticle' : 'to';
      return {
        // also where it was typed before somebody else requalified it
        ...(!seen.articles.includes(from) ? { from: t('common:form.required') } : {}),
        ...(chosen === 'to' && to === '' ? { to: t('common:form.required') } : {}),
        ...(chosen === 'otherArticle' && !articleNumber.test(to) ? { otherArticle: t('requalify.notAnArticle') } : {}),
        ...(to !== '' && to === from ? { [chosen]: t('requalify.same') } : {}),
        ...(on === '' ? { on: t('common:form.required') } : {}),
        ...(on > today() ? { on: t('common:date.future') } : {}),
        ...(on !== '' && on < since ? { on: t('tooEarly', { date: date(since) }) } : {}),
        ...(ground === '' ? { ground: t('requalify.groundNeeded') } : {}),
      };
    },
    write: (values) => {
      const { from, to, on, ground } = asked(values);
      return {
        path: `/proceedings/${proceeding.proceedingId}/requalifications`,
        body: { from, to, on, ground },
        kind: 'kind.requalification',
        chain: file.caseId,
        summary: [
          { label: t('common:label.caseNumber'), value: file.caseNumber },
          { label: t('requalify.from'), value: article(from, on) },
          { label: t('requalify.to'), value: article(to, on) },
          { label: t('requalify.on'), value: date(on) },
          { label: t('move.ground'), value: ground },
        ],
      };
    },
    onSent: () => leave(t('requalify.done')),
    onQueued: () => leave(t('common:form.keptOnDevice')),
  });
  const { values, errors } = form;
  const { from, to } = asked(values);
  const day = dayOf(values);
  const leaves = articleNumber.test(to) && leftTrafficking(known, { earlier: [from], now: [to] }, day);
  return (
    <CommandFormFrame form={form} submit={t('requalify.send')}>
      <OneOf
        name="from"
        label={t('requalify.from')}
        error={errors['from']}
        required
        value={from}
        onChange={(value) => form.set('from', value)}
        options={seen.articles.map((one) => ({ value: one, label: article(one, day) }))}
      />
      <OneOf
        name="to"
        label={t('requalify.to')}
        hint={t('requalify.toHint')}
        error={errors['to']}
        required
        value={values.to}
        onChange={(value) => form.set('to', value)}
        options={[
          ...offered(values)
            .filter((one) => one !== from)
            .map((one) => ({ value: one, label: article(one, day) })),
          { value: other, label: t('requalify.other') },
        ]}
      />
      {values.to === other && (
        <TextInput
          id="otherArticle"
          label={t('requalify.otherArticle')}
          description={t('requalify.otherHint')}
          error={errors['otherArticle']}
          withAsterisk
          value={values.otherArticle}
          onChange={({ currentTarget }) => form.set('otherArticle', currentTarget.value)}
          autoComplete="off"
          maxLength={6}
          maw="16rem"
        />
      )}
      {leaves && (
        <Alert color="red" variant="light">
          {t('requalify.leaves')}
        </Alert>
      )}
      <DateField
        name="on"
        label={t('requalify.on')}
        error={errors['on']}
        required
        recent
        value={values.on}
        onChange={(value) => form.set('on', value)}
      />
      <Textarea
        id="ground"
        label={t('move.ground')}
        description={t('move.groundHint')}
        error={errors['ground']}
        withAsterisk
        value={values.ground}
        onChange={({ currentTarget }) => form.set('ground', currentTarget.value)}
        maxLength={1000}
        autosize
        minRows={2}
      />
      <Alert color="tirek" variant="light">
        {t('requalify.what')}
      </Alert>
    </CommandFormFrame>
  );
}
