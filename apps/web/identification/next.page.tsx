import { Alert, Anchor, Button, Group, Stack, Text } from '@mantine/core';
import { Link, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Loading } from '../components/loading.js';
import { Page } from '../components/page.js';
import { Panel } from '../components/panel.js';
import { ProblemPage } from '../components/problem-page.js';
import { useReferable } from '../referral/use-referable.js';
import styles from './next.module.css';

/** She is logged: the number of the case, and what comes next. */
export function NextPage() {
  const { t } = useTranslation('identification');
  const { caseId } = useParams({ strict: false }) as { caseId: string };
  const { referable, isPending, error, retry } = useReferable(caseId);
  if (isPending) return <Loading lines={6} />;
  if (referable === undefined) return <ProblemPage error={error} onRetry={retry} />;
  const { caseNumber, ageGroup, consents } = referable;
  return (
    <Page title={caseNumber === undefined ? t('next.waiting') : t('next.logged')} narrow>
      {caseNumber === undefined ? (
        <Text mb="lg">{t('next.waitingText')}</Text>
      ) : (
        <dl className={styles.number}>
          <dt>{t('next.number')}</dt>
          <dd>{caseNumber}</dd>
        </dl>
      )}
      {ageGroup !== 'Adult' && (
        <Alert color="tirek" variant="light" mb="md">
          {t('next.childProtection')}
        </Alert>
      )}
      <Panel title={t('next.what')}>
        <Stack gap="md" align="flex-start">
          <Text>
            {ageGroup === 'Adult' && consents.length === 0 ? t('next.shelterWithoutConsent') : t('next.shelterText')}
          </Text>
          <Button component={Link} to={`/cases/${caseId}/shelters`} size="lg">
            {t('next.shelter')}
          </Button>
          <Group gap="lg">
            {caseNumber !== undefined && (
              <Anchor component={Link} to={`/cases/${caseId}`}>
                {t('next.open')}
              </Anchor>
            )}
            <Anchor component={Link} to="/identify">
              {t('next.another')}
            </Anchor>
          </Group>
        </Stack>
      </Panel>
    </Page>
  );
}
