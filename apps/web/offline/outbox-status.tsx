import { Alert, Anchor, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStanding } from '../app/session.js';
import { useOutboxState } from './outbox-store.js';
import { keepSending } from './sending.js';
import { useOfflineFiles } from './use-offline-files.js';

/** On every page: whether the network is there, what waits to be sent, and what needs a decision; and sends it. */
export function OutboxStatus({ online }: { readonly online: boolean }) {
  const { t } = useTranslation('common');
  const { data: standing } = useStanding();
  const session = standing?.kind === 'signed-in' ? standing.session : undefined;
  useEffect(() => keepSending(session), [session]);
  useOfflineFiles(online);
  const { entries, locked, sending } = useOutboxState();
  const undecided = entries.filter(({ state }) => state !== 'Waiting').length;
  const waiting = entries.length - undecided + locked;
  const ended = useEnded(waiting > 0 || undecided > 0);
  return (
    <div role="status">
      {!online && (
        <Alert color="clay" title={t('network.offline')} mb="md">
          {t('network.offlineHint')}
        </Alert>
      )}
      {waiting > 0 && (
        <Text mb="md">
          <Anchor component={Link} to="/outbox">
            {t('network.waiting', { count: waiting })}
          </Anchor>
          {sending && <> · {t('form.sending')}</>}
        </Text>
      )}
      {undecided > 0 && (
        <Alert color="red" variant="light" mb="md">
          <Anchor component={Link} to="/outbox">
            {t('network.undecided', { count: undecided })}
          </Anchor>
        </Alert>
      )}
      {ended && online && <Text mb="md">{t('network.allSent')}</Text>}
    </div>
  );
}

/** So long it is said that everything has been sent, in ms. */
const saidFor = 8_000;

/** Whether something that was there is over, for a short while. */
function useEnded(there: boolean): boolean {
  const [ended, setEnded] = useState(false);
  const before = useRef(false);
  useEffect(() => {
    const isOver = before.current && !there;
    before.current = there;
    setEnded(isOver);
    if (!isOver) return undefined;
    const timer = setTimeout(() => setEnded(false), saidFor);
    return () => clearTimeout(timer);
  }, [there]);
  return ended;
}
