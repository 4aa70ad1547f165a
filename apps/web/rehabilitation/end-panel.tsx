import { Button, Stack, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { CaseAnswer } from '../api/answers.js';
import type { Part } from '../assistance/part-in.js';
import { Panel } from '../components/panel.js';
import { useOrganisationName } from '../directory/use-organisations.js';

/** What ends here: the referral on which she came, and the case; a closed case is reopened. */
export function EndPanel({ file: { caseId }, part }: { readonly file: CaseAnswer; readonly part: Part }) {
  const { t } = useTranslation('rehabilitation');
  const nameOf = useOrganisationName();
  if (!part.holds && part.underWay.length === 0) return null;
  return (
    <Panel title={t('end.title')}>
      <Stack gap="md" align="flex-start">
        {part.underWay.map(({ referralId, from }) => (
          <div key={referralId}>
            <Text mb="xs">{t('end.referralText', { organisation: nameOf(from) })}</Text>
            <Button component={Link} to={`/cases/${caseId}/completion/${referralId}`} variant="default">
              {t('completion.title')}
            </Button>
          </div>
        ))}
        {part.holds && !part.closed && (
          <div>
            <Text mb="xs">{t('end.closureText')}</Text>
            <Button component={Link} to={`/cases/${caseId}/closure`} variant="default">
              {t('closure.title')}
            </Button>
          </div>
        )}
        {part.holds && part.closed && (
          <div>
            <Text mb="xs">{t('end.reopeningText')}</Text>
            <Button component={Link} to={`/cases/${caseId}/reopening`} variant="default">
              {t('reopening.title')}
            </Button>
          </div>
        )}
      </Stack>
    </Panel>
  );
}
