import { Button, Group, Text } from '@mantine/core';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorSummary } from '../components/error-summary.js';
import { ProblemMessage } from '../components/problem-message.js';
import { SummaryList, type SummaryRow } from '../components/summary-list.js';
import { DraftNotice } from '../offline/draft-notice.js';
import styles from './steps.module.css';
import type { CommandForm, Values } from './use-command-form.js';

export interface Step<V extends Values> {
  readonly title: string;
  /** Whose answers it asks for: checked before the next one. */
  readonly fields: readonly (keyof V)[];
  readonly content: ReactNode;
  /** What was answered, for the check at the end. */
  readonly answers: readonly Omit<SummaryRow, 'onChange'>[];
}

/** A long form, one thing at a time; before it is sent everything is shown once more, each with a way back to it. */
export function Steps<V extends Values>({
  form,
  steps,
  submit,
  note,
}: {
  readonly form: CommandForm<V>;
  readonly steps: readonly Step<V>[];
  readonly submit: string;
  /** Said on the last page, before the button. */
  readonly note?: ReactNode;
}) {
  const { t } = useTranslation('common');
  const [at, setAt] = useState(0);
  // somebody who came back from the check to change one thing goes straight to the check again
  const [checked, setChecked] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.focus({ preventScroll: true });
    scrollTo({ top: 0 });
  }, [at]);
  const step = steps[at];
  // an answer that the API refuses stands in one of the steps
  const withErrors = steps.findIndex(({ fields }) => fields.some((field) => String(field) in form.errors));
  useEffect(() => {
    if (step === undefined && withErrors >= 0) setAt(withErrors);
  }, [step, withErrors]);

  const next = () => {
    if (step === undefined) void form.submit();
    else if (form.checkFields(step.fields)) setAt(checked ? steps.length : at + 1);
  };
  return (
    <form
      noValidate
      autoComplete="off"
      onSubmit={(event) => {
        event.preventDefault();
        next();
      }}
    >
      <Text c="dimmed" size="sm">
        {step ? t('steps.of', { step: at + 1, steps: steps.length }) : t('steps.last')}
      </Text>
      <h2 ref={heading} tabIndex={-1} className={styles.heading}>
        {step ? step.title : t('steps.check')}
      </h2>
      <DraftNotice draft={form.draft} />
      <ErrorSummary errors={form.errors} />
      {form.problem !== undefined && <ProblemMessage error={form.problem} />}
      {step ? (
        step.content
      ) : (
        <>
          {steps.map(({ title, answers }, index) => (
            <section key={title} className={styles.answers}>
              <h3>{title}</h3>
              <SummaryList
                rows={answers.map((answer) => ({
                  ...answer,
                  onChange: () => {
                    setChecked(true);
                    setAt(index);
                  },
                }))}
              />
            </section>
          ))}
          {note}
        </>
      )}
      <Group mt="xl">
        <Button type="submit" loading={form.busy}>
          {step ? t('action.continue') : submit}
        </Button>
        {at > 0 && (
          <Button variant="default" onClick={() => setAt(at - 1)} disabled={form.busy}>
            {t('action.back')}
          </Button>
        )}
      </Group>
    </form>
  );
}
