import { Checkbox } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { CaseAnswer, ConsentOnFileAnswer } from '../../api/answers.js';
import { Page } from '../../components/page.js';
import { SummaryList } from '../../components/summary-list.js';
import { CommandFormFrame } from '../../form/command-form.js';
import { DayField } from '../../form/day-field.js';
import { useCommandForm } from '../../form/use-command-form.js';
import { useCode, useFormats } from '../../i18n/index.js';
import { ConsequencesNotice } from './consequences-notice.js';
import { consequencesOf } from './consequences.js';
import { LoadedConsent } from './loaded-consent.js';
import { useConsentRows } from './use-consent-rows.js';
import { useDone } from './use-done.js';

/** She takes a consent back: what that closes is said before. */
export function WithdrawConsentPage() {
  const { t } = useTranslation('case');
  return (
    <LoadedConsent>
      {(consent, file) => (
        <Page title={t('withdraw.title')} lead={file.caseNumber} narrow>
          <WithdrawForm consent={consent} file={file} />
        </Page>
      )}
    </LoadedConsent>
  );
}

function WithdrawForm({ consent, file }: { readonly consent: ConsentOnFileAnswer; readonly file: CaseAnswer }) {
  const { t } = useTranslation('case');
  const code = useCode();
  const { today, date } = useFormats();
  const rowsOf = useConsentRows();
  const { done, queued } = useDone(file.caseId);
  const { consentId, purpose, withdrawn } = consent;
  // a second time only to say that nothing is kept
  const form = useCommandForm({
    initial: { on: today(), keepNothing: withdrawn },
    write: ({ on, keepNothing }) => ({
      path: `/cases/${file.caseId}/consents/${consentId}/withdrawal`,
      body: { on, ...(keepNothing ? { keepNothing } : {}) },
      kind: 'kind.consentWithdrawal',
      chain: file.caseId,
      summary: [
        { label: t('consents.title'), value: code('consentPurpose', purpose) },
        { label: t('withdraw.on'), value: date(on) },
        ...(keepNothing ? [{ label: t('withdraw.effect'), value: t('withdraw.keepNothing') }] : []),
      ],
    }),
    onSent: () => done(t('withdraw.done')),
    onQueued: queued,
  });
  const { keepNothing } = form.values;
  return (
    <CommandFormFrame form={form} submit={withdrawn ? t('withdraw.sendKeepNothing') : t('withdraw.send')} danger>
      <SummaryList
        rows={[{ label: t('consents.purpose'), value: code('consentPurpose', purpose) }, ...rowsOf(consent)]}
      />
      {!withdrawn && (
        <>
          <DayField form={form} label={t('withdraw.on')} />
          <Checkbox
            id="keepNothing"
            label={t('withdraw.keepNothing')}
            description={t('withdraw.keepNothingHint')}
            checked={keepNothing}
            onChange={({ currentTarget }) => form.set('keepNothing', currentTarget.checked)}
          />
        </>
      )}
      <ConsequencesNotice
        consequences={consequencesOf(file, consent, { recipients: [], fieldGroups: [], keepNothing })}
      />
    </CommandFormFrame>
  );
}
