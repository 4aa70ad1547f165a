import { useTranslation } from 'react-i18next';
import type { CaseAnswer, ConsentOnFileAnswer } from '../../api/answers.js';
import { ManyOf } from '../../components/choices.js';
import type { FieldErrors } from '../../components/error-summary.js';
import { Page } from '../../components/page.js';
import { useOrganisationName } from '../../directory/use-organisations.js';
import { CommandFormFrame } from '../../form/command-form.js';
import { DayField } from '../../form/day-field.js';
import { useCommandForm } from '../../form/use-command-form.js';
import { useCode, useFormats } from '../../i18n/index.js';
import { ConsequencesNotice } from './consequences-notice.js';
import { consequencesOf } from './consequences.js';
import { LoadedConsent } from './loaded-consent.js';
import { useDone } from './use-done.js';

/** She leaves less of a consent: fewer organisations, or less for them to see. */
export function NarrowConsentPage() {
  const { t } = useTranslation('case');
  return (
    <LoadedConsent>
      {(consent, file) => (
        <Page title={t('narrow.title')} lead={file.caseNumber} narrow>
          <NarrowForm consent={consent} file={file} />
        </Page>
      )}
    </LoadedConsent>
  );
}

function NarrowForm({ consent, file }: { readonly consent: ConsentOnFileAnswer; readonly file: CaseAnswer }) {
  const { t } = useTranslation(['case', 'common']);
  const code = useCode();
  const nameOf = useOrganisationName();
  const { today, date } = useFormats();
  const { done, queued } = useDone(file.caseId);
  const groupsIn = (groups: readonly string[]) => groups.map((group) => code('fieldGroup', group)).join(', ');
  const form = useCommandForm({
    initial: { on: today(), recipients: consent.recipients, fieldGroups: consent.fieldGroups },
    check: ({ recipients, fieldGroups }): FieldErrors => ({
      ...(recipients.length === 0 ? { recipients: t('narrow.atLeastOne') } : {}),
      ...(fieldGroups.length === 0 ? { fieldGroups: t('narrow.atLeastOne') } : {}),
    }),
    write: ({ on, recipients, fieldGroups }) => ({
      path: `/cases/${file.caseId}/consents/${consent.consentId}/narrowing`,
      body: { on, recipients, fieldGroups },
      kind: 'kind.consentNarrowing',
      chain: file.caseId,
      summary: [
        { label: t('consents.recipients'), value: recipients.map(nameOf).join(', ') },
        { label: t('consents.fieldGroups'), value: groupsIn(fieldGroups) },
        { label: t('withdraw.on'), value: date(on) },
      ],
    }),
    onSent: () => done(t('narrow.done')),
    onQueued: queued,
  });
  const { recipients, fieldGroups } = form.values;
  return (
    <CommandFormFrame form={form} submit={t('narrow.send')} danger>
      <ManyOf
        name="recipients"
        label={t('narrow.recipients')}
        error={form.errors['recipients']}
        value={recipients}
        onChange={(value) => form.set('recipients', value)}
        options={consent.recipients.map((value) => ({ value, label: nameOf(value) }))}
      />
      <ManyOf
        name="fieldGroups"
        label={t('narrow.fieldGroups')}
        error={form.errors['fieldGroups']}
        value={fieldGroups}
        onChange={(value) => form.set('fieldGroups', value)}
        options={consent.fieldGroups.map((value) => ({ value, label: code('fieldGroup', value) }))}
      />
      <DayField form={form} label={t('withdraw.on')} />
      <ConsequencesNotice
        consequences={consequencesOf(file, consent, { recipients, fieldGroups, keepNothing: false })}
      />
    </CommandFormFrame>
  );
}
