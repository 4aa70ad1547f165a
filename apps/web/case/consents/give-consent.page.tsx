import { NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { CaseAnswer } from '../../api/answers.js';
import { useInstallation } from '../../app/installation.js';
import { consentPurposes } from '../../codes.js';
import { DateField } from '../../components/date-field.js';
import { Page } from '../../components/page.js';
import { ConsentFields } from '../../consent/consent-fields.js';
import { checkConsent, consentWrite, noConsentYet, type ConsentValues } from '../../consent/consent-values.js';
import { useOrganisations } from '../../directory/use-organisations.js';
import { CommandFormFrame } from '../../form/command-form.js';
import { useCommandForm } from '../../form/use-command-form.js';
import { useCode, useFormats } from '../../i18n/index.js';
import { useAnswers } from '../../identification/use-answers.js';
import { useComplaints } from '../../identification/use-complaints.js';
import { LoadedCase } from '../loaded-case.js';
import { useDone } from './use-done.js';

/** She agrees to something more. */
export function GiveConsentPage() {
  const { t } = useTranslation('case');
  return (
    <LoadedCase>
      {(file) => (
        <Page title={t('give.title')} lead={file.caseNumber} narrow>
          <GiveForm file={file} />
        </Page>
      )}
    </LoadedCase>
  );
}

type Values = ConsentValues & { readonly purpose: string; readonly givenOn: string };

function GiveForm({ file }: { readonly file: CaseAnswer }) {
  const { t, i18n } = useTranslation(['case', 'referral']);
  const code = useCode();
  const { today, date } = useFormats();
  const installation = useInstallation();
  const organisations = useOrganisations();
  const answers = useAnswers();
  const { required } = useComplaints({
    agrees: t('referral:consent.agrees'),
    recipients: t('referral:consent.recipients'),
    fieldGroups: t('referral:consent.fieldGroups'),
  });
  const { done, queued } = useDone(file.caseId);
  const form = useCommandForm<Values>({
    initial: { ...noConsentYet(i18n.language), purpose: 'Referral', givenOn: today() },
    draft: `consent ${file.caseId}`,
    check: (values) =>
      values.agrees === 'Refused' || values.agrees === 'NotAsked'
        ? { agrees: t('give.onlyGiven') }
        : checkConsent(values, required),
    write: (values) => ({
      ...consentWrite(file.caseId, values, values.givenOn, installation, values.purpose),
      kind: 'kind.consent',
      chain: file.caseId,
      summary: [
        { label: t('consents.purpose'), value: code('consentPurpose', values.purpose) },
        ...answers.consent(values),
        { label: t('consents.givenOn'), value: date(values.givenOn) },
      ],
    }),
    onSent: () => done(t('give.done')),
    onQueued: queued,
  });
  const known = new Set([file.holder, file.loggedBy, ...(file.referrals ?? []).map(({ to }) => to)]);
  return (
    <CommandFormFrame form={form} submit={t('give.send')}>
      <NativeSelect
        id="purpose"
        label={t('consents.purpose')}
        error={form.errors['purpose']}
        value={form.values.purpose}
        onChange={({ currentTarget }) => form.set('purpose', currentTarget.value)}
        data={consentPurposes.map((value) => ({ value, label: code('consentPurpose', value) }))}
        maw="24rem"
      />
      <ConsentFields
        form={form}
        purpose={form.values.purpose}
        near={organisations.filter(({ organisationId }) => known.has(organisationId))}
        others={organisations.filter(({ organisationId }) => !known.has(organisationId))}
      />
      <DateField
        name="givenOn"
        label={t('give.on')}
        error={form.errors['givenOn']}
        value={form.values.givenOn}
        onChange={(value) => form.set('givenOn', value)}
        recent
        required
      />
    </CommandFormFrame>
  );
}
