import { Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { CaseAnswer, ConsentOnFileAnswer } from '../../api/answers.js';
import { Panel } from '../../components/panel.js';
import { SummaryList } from '../../components/summary-list.js';
import { Tag } from '../../components/tag.js';
import { useOrganisationName } from '../../directory/use-organisations.js';
import { useCode } from '../../i18n/index.js';
import styles from './consents-panel.module.css';
import { LinkButton } from './link-button.js';
import { useConsentRows } from './use-consent-rows.js';

/** Each consent with what rests on it; more may be given, less left, all taken back. */
export function ConsentsPanel({ file }: { readonly file: CaseAnswer }) {
  const { t } = useTranslation('case');
  const { caseId, consents = [] } = file;
  return (
    <Panel title={t('consents.title')}>
      {consents.length === 0 && <Text mb="sm">{t('consents.none')}</Text>}
      {consents.map((consent) => (
        <Consent key={consent.consentId} consent={consent} file={file} />
      ))}
      <LinkButton to={`/cases/${caseId}/consents/new`}>{t('consents.give')}</LinkButton>
    </Panel>
  );
}

function Consent({ consent, file }: { readonly consent: ConsentOnFileAnswer; readonly file: CaseAnswer }) {
  const { t } = useTranslation('case');
  const code = useCode();
  const nameOf = useOrganisationName();
  const rowsOf = useConsentRows();
  const { consentId, purpose, withdrawn, keepNothing, recipients, fieldGroups } = consent;
  const resting = (file.referrals ?? []).filter((referral) => referral.consentId === consentId);
  const purposeText = code('consentPurpose', purpose);
  const at = `/cases/${file.caseId}/consents/${consentId}`;
  return (
    <section className={styles.consent}>
      <Group justify="space-between">
        <h3>{purposeText}</h3>
        <Tag tone={withdrawn ? 'plain' : 'good'}>{withdrawn ? t('consents.withdrawn') : t('consents.inForce')}</Tag>
      </Group>
      <SummaryList
        rows={[
          ...rowsOf(consent),
          ...(resting.length === 0
            ? []
            : [
                {
                  label: t('consents.restsOnIt'),
                  value: resting.map(({ to, state }) => `${nameOf(to)}: ${code('referralState', state)}`).join('; '),
                },
              ]),
          ...(keepNothing ? [{ label: t('withdraw.effect'), value: t('withdraw.keepNothing') }] : []),
        ]}
      />
      <Group gap="xs" mt="xs">
        {!withdrawn && recipients.length + fieldGroups.length > 2 && (
          <LinkButton to={`${at}/narrow`} what={purposeText}>
            {t('consents.narrow')}
          </LinkButton>
        )}
        {!withdrawn && (
          <LinkButton to={`${at}/withdraw`} what={purposeText}>
            {t('consents.withdraw')}
          </LinkButton>
        )}
        {withdrawn && keepNothing !== true && (
          <LinkButton to={`${at}/withdraw`} what={purposeText}>
            {t('consents.keepNothing')}
          </LinkButton>
        )}
      </Group>
    </section>
  );
}
