import { Alert, Button, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../app/session.js';
import { ConfirmDialog } from '../components/confirm-dialog.js';
import { Empty } from '../components/empty.js';
import { Page } from '../components/page.js';
import { forgetKey } from './device-key.js';
import { EntryPanel } from './entry-panel.js';
import { removeLost, useOutboxState } from './outbox-store.js';
import { sendSoon } from './sending.js';

/** What waits on this device, in words, with what can be done about each. */
export function OutboxPage() {
  const { t } = useTranslation(['offline', 'common']);
  const { entries, locked, lost, sending } = useOutboxState();
  if (entries.length + locked === 0) {
    return (
      <Page title={t('title')}>
        <Empty title={t('empty')} hint={t('emptyHint')} />
      </Page>
    );
  }
  const isBehind = (index: number): boolean => {
    const { chain } = entries[index]!.content;
    return chain !== undefined && entries.slice(0, index).some(({ content }) => content.chain === chain);
  };
  return (
    <Page
      title={t('title')}
      lead={t('lead')}
      actions={
        entries.some(({ state }) => state === 'Waiting') && (
          <Button onClick={sendSoon} loading={sending}>
            {t('common:network.sendNow')}
          </Button>
        )
      }
    >
      {locked > 0 && (lost ? <Lost count={locked} /> : <Locked count={locked} />)}
      {entries.map((entry, index) => (
        <EntryPanel key={entry.id} entry={entry} behind={isBehind(index)} />
      ))}
    </Page>
  );
}

function Locked({ count }: { readonly count: number }) {
  const { t } = useTranslation(['offline', 'common']);
  return (
    <Alert color="clay" title={t('locked', { count })} mb="md" maw="42rem">
      {t('lockedHint')}
    </Alert>
  );
}

function Lost({ count }: { readonly count: number }) {
  const { t } = useTranslation(['offline', 'common']);
  const { user } = useMe();
  const [asking, setAsking] = useState(false);
  const remove = async () => {
    await removeLost(user);
    await forgetKey(user);
    sendSoon();
  };
  return (
    <Alert color="red" variant="light" title={t('lost', { count })} mb="md" maw="42rem">
      <Stack gap="sm" align="flex-start">
        <Text>{t('lostHint')}</Text>
        <Button variant="default" onClick={() => setAsking(true)}>
          {t('deleteLost')}
        </Button>
      </Stack>
      <ConfirmDialog
        open={asking}
        title={t('deleteLost')}
        text={t('deleteText')}
        choices={[{ label: t('deleteConfirm'), danger: true, act: remove }]}
        onClose={() => setAsking(false)}
      />
    </Alert>
  );
}
