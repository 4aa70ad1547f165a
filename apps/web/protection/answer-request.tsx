import { TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { SubjectRequestItem } from '../api/answers.js';
import { useAnnounce } from '../components/announcer.js';
import { OneOf } from '../components/choices.js';
import { DateField } from '../components/date-field.js';
import { CommandFormFrame } from '../form/command-form.js';
import { useCommandForm } from '../form/use-command-form.js';
import { useCode, useFormats } from '../i18n/index.js';

const outcomes = ['Given', 'Refused'] as const;

/** Records how she was answered. */
export function AnswerRequest({ request, onDone }: { readonly request: SubjectRequestItem; onDone(): void }) {
  const { t } = useTranslation(['protection', 'common']);
  const code = useCode();
  const { today } = useFormats();
  const announce = useAnnounce();
  const { requestId, caseId, caseNumber, kind } = request;
  const form = useCommandForm({
    initial: { outcome: '', article: '', on: today() },
    check: ({ outcome, article, on }) => ({
      ...(outcome === '' ? { outcome: t('common:form.choose') } : {}),
      ...(outcome === 'Refused' && article.trim() === '' ? { article: t('requests.articleMissing') } : {}),
      ...(on === '' ? { on: t('common:form.required') } : {}),
    }),
    write: ({ outcome, article, on }) => ({
      path: `/subject-requests/${requestId}/answer`,
      body: { outcome, on, ...(outcome === 'Refused' ? { article: article.trim() } : {}) },
      kind: 'kind.subjectRequestAnswer',
      chain: caseId,
      summary: [
        { label: t('common:label.caseNumber'), value: caseNumber },
        { label: code('subjectRequestKind', kind), value: code('subjectRequestOutcome', outcome) },
      ],
    }),
    onSent() {
      announce(t('requests.recorded'));
      onDone();
    },
    onQueued() {
      announce(t('common:form.keptOnDevice'));
      onDone();
    },
  });
  return (
    <CommandFormFrame form={form} submit={t('requests.recordAnswer')} onCancel={onDone}>
      <OneOf
        name="outcome"
        label={t('requests.how')}
        error={form.errors['outcome']}
        options={outcomes.map((value) => ({ value, label: code('subjectRequestOutcome', value) }))}
        value={form.values.outcome}
        onChange={(outcome) => form.set('outcome', outcome)}
      />
      {form.values.outcome === 'Refused' && (
        <TextInput
          id="article"
          label={t('requests.article')}
          description={t('requests.articleHint')}
          error={form.errors['article']}
          value={form.values.article}
          onChange={({ currentTarget }) => form.set('article', currentTarget.value)}
          maxLength={64}
          maw="20rem"
        />
      )}
      <DateField
        name="on"
        label={t('requests.on')}
        error={form.errors['on']}
        value={form.values.on}
        onChange={(on) => form.set('on', on)}
        required
      />
    </CommandFormFrame>
  );
}
