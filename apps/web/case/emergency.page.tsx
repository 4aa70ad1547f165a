import { Alert, Button, Textarea, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BreakGlassOpenedAnswer } from '../api/answers.js';
import { send } from '../api/client.js';
import { longestBreakGlassHours, mostUnreviewed } from '../codes.js';
import { useAnnounce } from '../components/announcer.js';
import { OneOf } from '../components/choices.js';
import { ErrorSummary, type FieldErrors } from '../components/error-summary.js';
import { Page } from '../components/page.js';
import { ProblemMessage } from '../components/problem-message.js';
import { useFormats } from '../i18n/index.js';
import { useProblemText } from '../i18n/use-problem-text.js';
import styles from './emergency.module.css';

const hours = Array.from({ length: longestBreakGlassHours }, (_, index) => String(index + 1));
const shortestReason = 10;

/** Opens the file of a person in danger to somebody who has no part in the case. Never later by itself: not kept on the device. */
export function EmergencyPage() {
  const { t } = useTranslation(['case', 'common']);
  const { time } = useFormats();
  const router = useRouter();
  const announce = useAnnounce();
  const { fields } = useProblemText();
  const [values, setValues] = useState({ number: '', reason: '', hours: '1' });
  const [errors, setErrors] = useState<FieldErrors>({});
  // pressed twice it is one opening
  const key = useRef(crypto.randomUUID());
  const set = (change: Partial<typeof values>) => {
    setValues({ ...values, ...change });
    key.current = crypto.randomUUID();
  };
  const opening = useMutation({
    mutationFn: () =>
      send<BreakGlassOpenedAnswer>({
        path: `/cases/${encodeURIComponent(values.number.trim())}/break-glass`,
        body: { reason: values.reason.trim(), hours: Number(values.hours) },
        idempotencyKey: key.current,
      }),
    onSuccess({ caseId, until }) {
      announce(t('emergency.opened', { time: time(until) }));
      router.history.replace(`/cases/${caseId}`);
    },
    onError: (error) => setErrors(fields(error)),
  });
  const submit = () => {
    const wrong: FieldErrors = {
      ...(values.number.trim() === ''
        ? { number: t('common:form.unanswered', { what: t('common:label.caseNumber') }) }
        : {}),
      ...(values.reason.trim().length < shortestReason ? { reason: t('emergency.reasonTooShort') } : {}),
    };
    setErrors(wrong);
    if (Object.keys(wrong).length === 0) opening.mutate();
  };
  return (
    <Page title={t('emergency.title')} lead={t('emergency.lead')} narrow>
      <Alert color="red" variant="light" title={t('emergency.follows')} mb="lg">
        <ul className={styles.follows}>
          <li>{t('emergency.toldAtOnce')}</li>
          <li>{t('emergency.reviewed', { count: mostUnreviewed })}</li>
          <li>{t('emergency.sees')}</li>
        </ul>
      </Alert>
      <form
        noValidate
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <ErrorSummary errors={errors} />
        {opening.isError && Object.keys(errors).length === 0 && <ProblemMessage error={opening.error} />}
        <TextInput
          id="number"
          label={t('common:label.caseNumber')}
          description={t('emergency.numberHint')}
          error={errors['number']}
          withAsterisk
          value={values.number}
          onChange={({ currentTarget }) => set({ number: currentTarget.value })}
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
          onChange={({ currentTarget }) => set({ reason: currentTarget.value })}
          maxLength={2000}
        />
        <OneOf
          name="hours"
          label={t('emergency.hours')}
          error={errors['hours']}
          value={values.hours}
          onChange={(value) => set({ hours: value })}
          options={hours.map((value) => ({ value, label: t('emergency.forHours', { count: Number(value) }) }))}
        />
        <div>
          <Button type="submit" color="red" loading={opening.isPending}>
            {t('emergency.open')}
          </Button>
        </div>
      </form>
    </Page>
  );
}
