import { Anchor } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { CaseAnswer } from '../../api/answers.js';
import { Panel } from '../../components/panel.js';
import { Tag } from '../../components/tag.js';
import { useOrganisationName } from '../../directory/use-organisations.js';
import { useCode, useFormats } from '../../i18n/index.js';
import { Lines } from './lines.js';

/** What she agreed to. `past`: as it was known at another time, when nothing can be changed. */
export function ConsentsPart({
  file: { caseId, consents },
  past,
}: {
  readonly file: CaseAnswer;
  readonly past: boolean;
}) {
  const { t } = useTranslation('case');
  const code = useCode();
  const { date } = useFormats();
  const nameOf = useOrganisationName();
  if (consents === undefined) return null;
  return (
    <Panel
      title={t('consents.title')}
      actions={
        !past && (
          <Anchor component={Link} to={`/cases/${caseId}/consents`}>
            {t('consents.open')}
          </Anchor>
        )
      }
    >
      {consents.length === 0 ? (
        t('consents.none')
      ) : (
        <Lines
          lines={consents.map(({ consentId, purpose, recipients, fieldGroups, givenOn, withdrawn }) => ({
            key: consentId,
            title: code('consentPurpose', purpose),
            more: [
              recipients.map(nameOf).join(', '),
              fieldGroups.map((group) => code('fieldGroup', group)).join(', '),
              date(givenOn),
            ],
            aside: (
              <Tag tone={withdrawn ? 'plain' : 'good'}>
                {withdrawn ? t('consents.withdrawn') : t('consents.inForce')}
              </Tag>
            ),
          }))}
        />
      )}
    </Panel>
  );
}
