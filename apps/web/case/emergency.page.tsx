import { Alert, Textarea, TextInput } from '@mantine/core';
import { useRouter } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { BreakGlassOpenedAnswer } from '../api/answers.js';
import { longestBreakGlassHours, mostUnreviewed } from '../codes.js';
import { useAnnounce } from '../components/announcer.js';
import { OneOf } from '../components/choices.js';
import { Page } from '../components/page.js';
import { CommandFormFrame } from '../form/command-form.js';
import { useCommandForm } from '../form/use-command-form.js';
import { useFormats } from '../i18n/index.js';
import styles from './emergency.module.css';

const hours = Array.from({ length: longestBreakGlassHours }, (_, index) => String(index + 1));
const shortestReason = 10;

type EmergencyValues = { readonly number: string; readonly reason: string; readonly hours: string };

/** Opens the file of a person in danger to somebody who has no part in the case. */
export function EmergencyPage() {
  const { t } = useTranslation(['case', 'common']);
  const { time } = useFormats();
  const router = useRouter();
  const announce = useAnnounce();
  const form = useCommandForm<EmergencyValues, BreakGlassOpenedAnswer>({
    // now or not at all: not kept on the device
    secret: true,
    initial: { number: '', reason: '', hours: '1' },
    check: ({ number, reason }) => ({
      ...(number.trim() === '' ? { number: t('common:form.unanswered', { what: t('common:label.caseNumber') }) } : {}),
      ...(reason.trim().length < shortestReason ? { reason: t('emergency.reasonTooShort') } : {}),
    }),
    write: (said) => ({
      path: `/cases/${encodeURIComponent(said.number.trim())}/break-glass`,
      body: { reason: said.reason.trim(), hours: Number(said.hours) },
      kind: 'kind.other',
      summary: [],
    }),
    onSent({ caseId, until }) {
      announce(t('emergency.opened', { time: time(until) }));
      router.history.replace(`/cases/${caseId}`);
    },
  });
  const { values, errors, set } = form;
  return (
    <Page title={t('emergency.title')} lead={t('emergency.lead')} narrow>
      <Alert color="red" variant="light" title={t('emergency.follows')} mb="lg">
        <ul className={styles.follows}>
          <li>{t('emergency.toldAtOnce')}</li>
          <li>{t('emergency.reviewed', { count: mostUnreviewed })}</li>
          <li>{t('emergency.sees')}</li>
        </ul>
      </Alert>
      <CommandFormFrame form={form} submit={t('emergency.open')} danger>
        <TextInput
          id="number"
          label={t('common:label.caseNumber')}
          description={t('emergency.numberHint')}
          error={errors['number']}
          withAsterisk
          value={values.number}
          onChange={({ currentTarget }) => set('number', currentTarget.value)}
          maxLength={40}
          autoComplete="off"
          maw="20rem"
        />
        <Textarea
          id="reason"
          label={t('emergency.reason')}
          description={t('emergency.reasonHint')}
          error={errors['reason']}
          withAsterisk
          value={values.reason}
          onChange={({ currentTarget }) => set('reason', currentTarget.value)}
          maxLength={2000}
        />
        <OneOf
          name="hours"
          label={t('emergency.hours')}
          error={errors['hours']}
          value={values.hours}
          onChange={(value) => set('hours', value)}
          options={hours.map((value) => ({ value, label: t('emergency.forHours', { count: Number(value) }) }))}
        />
      </CommandFormFrame>
    </Page>
  );
}
