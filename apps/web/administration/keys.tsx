import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { KeysAnswer } from '../api/answers.js';
import { get } from '../api/client.js';
import { useAnnounce } from '../components/announcer.js';
import { ConfirmDialog } from '../components/confirm-dialog.js';
import { Loading } from '../components/loading.js';
import { Panel } from '../components/panel.js';
import { ProblemMessage } from '../components/problem-message.js';
import { SummaryList } from '../components/summary-list.js';
import { useCommand } from '../form/use-command.js';
import { useFormats } from '../i18n/index.js';
import { KeyRotation } from './key-rotation.js';

/** How often a rotation under way is looked at, in ms. */
const look = 700;

/** The period of keys that is open, and a way to begin the next one now. */
export function Keys() {
  const { t } = useTranslation('administration');
  const announce = useAnnounce();
  const command = useCommand();
  const { dateTime } = useFormats();
  const [asking, setAsking] = useState(false);
  // the answer to a wish to rotate comes before the rotation has begun: it has once the period is another
  const [before, setBefore] = useState<string>();
  const { data, error, refetch } = useQuery({
    queryKey: ['keys'],
    queryFn: async ({ signal }) => (await get<KeysAnswer>('/keys', { signal })).data,
    refetchInterval: ({ state }) => ((state.data?.ending ?? 0) > 0 || state.data?.since === before ? look : false),
  });
  const rotate = async () => {
    const { since } = await command<KeysAnswer>('/keys/rotation');
    setBefore(since);
    announce(t('keys.begun'));
  };
  const rotating = data !== undefined && (data.ending > 0 || data.since === before);
  return (
    <Panel title={t('keys.title')}>
      {error !== null && <ProblemMessage error={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null && <Loading lines={3} />}
      {data && (
        <>
          <SummaryList
            rows={[
              { label: t('keys.since'), value: dateTime(data.since) },
              { label: t('keys.until'), value: dateTime(data.until) },
            ]}
          />
          {rotating ? (
            <KeyRotation toRewrap={data.toRewrap} />
          ) : (
            <Button variant="default" mt="sm" onClick={() => setAsking(true)}>
              {t('keys.rotate')}
            </Button>
          )}
        </>
      )}
      <ConfirmDialog
        open={asking}
        title={t('keys.rotateTitle')}
        text={t('keys.rotateText')}
        choices={[{ label: t('keys.rotate'), danger: true, act: rotate }]}
        onClose={() => setAsking(false)}
      />
    </Panel>
  );
}
