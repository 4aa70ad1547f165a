import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { chains, type ChainStanding } from '../api/health.js';
import { Loading } from '../components/loading.js';
import { Panel } from '../components/panel.js';
import { ProblemMessage } from '../components/problem-message.js';
import { SummaryList } from '../components/summary-list.js';
import { Tag, type Tone } from '../components/tag.js';

const tones: Readonly<Record<ChainStanding, Tone>> = { Working: 'good', Behind: 'wait', Refusing: 'late' };

/** Whether the chains over both logs are kept: what happened, and who read what. */
export function ChainState() {
  const { t } = useTranslation('protection');
  const { data, isPending, error, refetch } = useQuery({
    queryKey: ['chains'],
    // a query may not answer undefined
    queryFn: async ({ signal }) => (await chains(signal)) ?? {},
    refetchInterval: 60_000,
  });
  const said = (standing: ChainStanding | undefined) => (
    <Tag tone={standing ? tones[standing] : 'plain'}>{t(`chain.${standing ?? 'Unknown'}`)}</Tag>
  );
  const refusing = Object.values(data ?? {}).includes('Refusing');
  return (
    <Panel title={t('chain.title')}>
      {isPending && <Loading lines={2} />}
      {error !== null && <ProblemMessage error={error} onRetry={() => void refetch()} />}
      {data && (
        <>
          <SummaryList
            rows={[
              { label: t('chain.events'), value: said(data.events) },
              { label: t('chain.reads'), value: said(data.reads) },
            ]}
          />
          <Text size="sm" c="dimmed" mt="sm">
            {refusing ? t('chain.refusing') : t('chain.what')}
          </Text>
        </>
      )}
    </Panel>
  );
}
