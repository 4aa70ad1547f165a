import { SimpleGrid } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Page } from '../components/page.js';
import { SecondOpinions } from '../referral/second-opinions.js';
import { ChainState } from './chain-state.js';
import { Waiting } from './waiting.js';

/** Where the data protection officer begins: what waits, what comes by itself, and whether the logs are whole. */
export function OverviewPage() {
  const { t } = useTranslation('protection');
  return (
    <Page title={t('title')} lead={t('overview.lead')}>
      <SecondOpinions />
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md" verticalSpacing={0}>
        <Waiting kind="openings" />
        <Waiting kind="requests" />
        <Waiting kind="retention" />
        <Waiting kind="exports" />
      </SimpleGrid>
      <ChainState />
    </Page>
  );
}
