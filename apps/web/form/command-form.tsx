import { Button, Group, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorSummary } from '../components/error-summary.js';
import { ProblemMessage } from '../components/problem-message.js';
import { DraftNotice } from '../offline/draft-notice.js';
import type { CommandForm, Values } from './use-command-form.js';

/** A form around its fields: what is wrong above them, one button below. */
export function CommandFormFrame<V extends Values>({
  form,
  submit,
  danger = false,
  onCancel,
  children,
}: {
  readonly form: CommandForm<V>;
  readonly submit: string;
  /** It cannot be undone. */
  readonly danger?: boolean;
  /** Where it has opened within a page: closes it. */
  onCancel?(): void;
  readonly children: ReactNode;
}) {
  const { t } = useTranslation('common');
  return (
    <form
      noValidate
      autoComplete="off"
      onSubmit={(event) => {
        event.preventDefault();
        void form.submit();
      }}
    >
      <DraftNotice draft={form.draft} />
      <ErrorSummary errors={form.errors} />
      {form.problem !== undefined && <ProblemMessage error={form.problem} />}
      <Stack gap="md">{children}</Stack>
      <Group mt="xl">
        <Button type="submit" loading={form.busy} {...(danger ? { color: 'red.7' } : {})}>
          {submit}
        </Button>
        {onCancel && (
          <Button variant="default" onClick={onCancel}>
            {t('action.cancel')}
          </Button>
        )}
      </Group>
    </form>
  );
}
