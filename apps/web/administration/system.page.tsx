import { Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Loading } from '../components/loading.js';
import { Page } from '../components/page.js';
import { ProblemMessage } from '../components/problem-message.js';
import { ChainState } from '../protection/chain-state.js';
import { Keys } from './keys.js';
import { ReadModel } from './read-model.js';
import styles from './system.module.css';
import { useReadModels } from './use-read-models.js';

/** How the system does: its read models, the chains over its logs, its keys. */
export function SystemPage() {
  const { t } = useTranslation(['administration', 'common']);
  return (
    <Page title={t('common:menu.projections')} lead={t('system.lead')}>
      <Title order={2}>{t('system.readModels')}</Title>
      <p className={styles.hint}>{t('system.readModelsHint')}</p>
      <ReadModels />
      <ChainState />
      <Keys />
    </Page>
  );
}

function ReadModels() {
  const { data, isPending, error, refetch } = useReadModels();
  if (isPending) return <Loading lines={6} />;
  if (data === undefined) return <ProblemMessage error={error} onRetry={() => void refetch()} />;
  return (
    <>
      {error !== null && <ProblemMessage error={error} onRetry={() => void refetch()} />}
      <ul className={styles.models}>
        {data.map((model) => (
          <li key={model.name}>
            <ReadModel model={model} />
          </li>
        ))}
      </ul>
    </>
  );
}
