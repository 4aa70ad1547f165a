import { Alert } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { CaseAnswer } from '../api/answers.js';
import { LoadedCase } from '../case/loaded-case.js';
import { Page } from '../components/page.js';
import { CommandFormFrame } from '../form/command-form.js';
import { DayField } from '../form/day-field.js';
import { useCommandForm } from '../form/use-command-form.js';
import { useLeave } from '../form/use-leave.js';
import { useFormats } from '../i18n/index.js';
import { basisOf } from '../offline/basis.js';

/** Records that an adult does not want to be identified as a victim. */
export function DeclinedPage() {
  return <LoadedCase>{(file, etag) => <DeclinedForm file={file} etag={etag} />}</LoadedCase>;
}

function DeclinedForm({ file, etag }: { readonly file: CaseAnswer; readonly etag: string | undefined }) {
  const { t } = useTranslation(['identification', 'common']);
  const { today, date } = useFormats();
  const back = useLeave(`/cases/${file.caseId}`);
  const form = useCommandForm<{ readonly on: string }>({
    initial: { on: today() },
    basis: basisOf(file, etag, ['facts', 'status', 'decisions']),
    check: ({ on }) => ({
      ...(on === '' ? { on: t('common:form.required') } : {}),
      ...(on > today() ? { on: t('common:date.future') } : {}),
    }),
    write: ({ on }) => ({
      path: `/cases/${file.caseId}/identification-declined`,
      body: { on },
      kind: 'kind.decision',
      chain: file.caseId,
      summary: [
        { label: t('common:label.caseNumber'), value: file.caseNumber },
        { label: t('declined.on'), value: date(on) },
      ],
    }),
    onSent: () => back(t('declined.done')),
    onQueued: () => back(t('common:form.keptOnDevice')),
  });
  return (
    <Page title={t('declined.title')} lead={file.caseNumber} narrow>
      {file.facts?.ageGroup === 'Adult' ? (
        <CommandFormFrame form={form} submit={t('declined.send')}>
          <Alert color="tirek" variant="light">
            {t('declined.what')}
          </Alert>
          <DayField form={form} label={t('declined.on')} />
        </CommandFormFrame>
      ) : (
        <Alert color="clay" variant="light">
          {t('declined.adultsOnly')}
        </Alert>
      )}
    </Page>
  );
}
