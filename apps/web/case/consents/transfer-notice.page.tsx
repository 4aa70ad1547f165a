import { Text } from '@mantine/core';
import { useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { CaseAnswer } from '../../api/answers.js';
import { transferNoticeForms } from '../../codes.js';
import { OneOf } from '../../components/choices.js';
import { Page } from '../../components/page.js';
import { useOrganisationName } from '../../directory/use-organisations.js';
import { CommandFormFrame } from '../../form/command-form.js';
import { DayField } from '../../form/day-field.js';
import { useCommandForm } from '../../form/use-command-form.js';
import { useCode, useFormats } from '../../i18n/index.js';
import { LoadedCase } from '../loaded-case.js';
import { useDone } from './use-done.js';

/** She was told that her data went to another organisation. */
export function TransferNoticePage() {
  const { t } = useTranslation('case');
  const { referralId } = useParams({ strict: false }) as { referralId: string };
  return (
    <LoadedCase>
      {(file) => (
        <Page title={t('transfer.title')} lead={file.caseNumber} narrow>
          <TransferNoticeForm file={file} referralId={referralId} />
        </Page>
      )}
    </LoadedCase>
  );
}

function TransferNoticeForm({ file, referralId }: { readonly file: CaseAnswer; readonly referralId: string }) {
  const { t } = useTranslation('case');
  const code = useCode();
  const { today, date } = useFormats();
  const nameOf = useOrganisationName();
  const { done, queued } = useDone(file.caseId);
  const to = file.referrals?.find((one) => one.referralId === referralId)?.to;
  const organisation = to === undefined ? '' : nameOf(to);
  const form = useCommandForm({
    initial: { form: 'Oral', on: today() },
    write: (values) => ({
      path: `/cases/${file.caseId}/transfer-notices`,
      body: { referralId, ...values },
      kind: 'kind.transferNotice',
      chain: file.caseId,
      summary: [
        { label: t('transfer.of'), value: organisation },
        { label: t('transfer.form'), value: code('transferNoticeForm', values.form) },
        { label: t('transfer.on'), value: date(values.on) },
      ],
    }),
    onSent: () => done(t('transfer.done')),
    onQueued: queued,
  });
  return (
    <CommandFormFrame form={form} submit={t('transfer.send')}>
      <Text>{t('transfer.lead', { organisation })}</Text>
      <OneOf
        name="form"
        label={t('transfer.form')}
        error={form.errors['form']}
        value={form.values.form}
        onChange={(value) => form.set('form', value)}
        options={transferNoticeForms.map((value) => ({ value, label: code('transferNoticeForm', value) }))}
      />
      <DayField form={form} label={t('transfer.on')} />
    </CommandFormFrame>
  );
}
