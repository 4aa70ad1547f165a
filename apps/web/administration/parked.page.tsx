import { Button, Textarea, Title } from '@mantine/core';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ParkedItem, SkippedItem } from '../api/answers.js';
import { ApiProblem } from '../api/problem.js';
import { useAnnounce } from '../components/announcer.js';
import { ConfirmDialog } from '../components/confirm-dialog.js';
import { Empty } from '../components/empty.js';
import { Page } from '../components/page.js';
import { useCommand } from '../form/use-command.js';
import { useCode, useEventText, useFormats } from '../i18n/index.js';
import { PagedList } from '../list/paged-list.js';
import { usePages } from '../list/use-pages.js';
import styles from './system.module.css';

/** So often it is looked whether the read model is rebuilt, in ms. */
const whileRebuilding = 2_000;

/** What a read model could not take in, and what it leaves out by decision. */
export function ParkedPage() {
  const { t } = useTranslation('administration');
  const { name } = useParams({ strict: false }) as { name: string };
  const code = useCode();
  const skipped = usePages<SkippedItem>(`/projections/${name}/skipped`, { limit: 50 }, { live: false });
  // until it is rebuilt, the read model still has what is left out from now on
  const isLeaving = ({ id }: ParkedItem) => skipped.items.some((item) => item.id === id);
  const look = (items: readonly ParkedItem[]) => (items.some(isLeaving) ? whileRebuilding : false);
  const parked = usePages<ParkedItem>(`/projections/${name}/parked`, { limit: 50 }, { live: false, look });
  return (
    <Page title={code('projection', name)} lead={t('parked.lead')}>
      <Title order={2} mb="sm">
        {t('parked.title')}
      </Title>
      <PagedList
        pages={parked}
        label={t('parked.title')}
        keyOf={({ id }) => id}
        row={(item) => <Parked item={item} name={name} leaving={isLeaving(item)} />}
        empty={<Empty title={t('parked.none')} hint={t('parked.noneHint')} />}
      />
      <Title order={2} mt="xl" mb="sm">
        {t('parked.skippedTitle')}
      </Title>
      <PagedList
        pages={skipped}
        label={t('parked.skippedTitle')}
        keyOf={({ id }) => id}
        row={(item) => <Skipped item={item} />}
        empty={<Empty title={t('parked.noneSkipped')} />}
      />
    </Page>
  );
}

function Parked({
  item: { id, stream, place, type, position, reason, parkedAt },
  name,
  leaving,
}: {
  readonly item: ParkedItem;
  readonly name: string;
  /** It is decided that it is left out. */
  readonly leaving: boolean;
}) {
  const { t } = useTranslation('administration');
  const { dateTime } = useFormats();
  const say = useEventText();
  const [asking, setAsking] = useState(false);
  return (
    <div className={styles.event}>
      <p>{type === undefined ? t('parked.unreadable') : say(type)}</p>
      <p>
        {dateTime(parkedAt)} · <code>{[stream, position, place].filter(Boolean).join(' · ')}</code>
      </p>
      <p>{reason === null ? t('parked.waits') : t('parked.reason', { reason })}</p>
      {leaving ? (
        <p>{t('parked.skipBegun')}</p>
      ) : (
        <Button variant="default" size="sm" mt="sm" onClick={() => setAsking(true)}>
          {t('parked.skip')}
        </Button>
      )}
      {asking && (
        <SkipDialog
          path={`/projections/${name}/parked/${encodeURIComponent(id)}/skip`}
          onClose={() => setAsking(false)}
        />
      )}
    </div>
  );
}

function SkipDialog({ path, onClose }: { readonly path: string; onClose(): void }) {
  const { t } = useTranslation(['administration', 'common']);
  const announce = useAnnounce();
  const command = useCommand();
  const [reason, setReason] = useState('');
  const [error, setError] = useState<string>();
  const skip = async () => {
    if (reason.trim().length < 3) {
      setError(t('parked.reasonNeeded'));
      throw new ApiProblem('malformed-request', 0);
    }
    await command(path, { reason: reason.trim() });
    announce(t('parked.skipBegun'));
  };
  return (
    <ConfirmDialog
      open
      title={t('parked.skipTitle')}
      text={t('parked.skipText')}
      choices={[{ label: t('parked.skip'), danger: true, act: skip }]}
      onClose={onClose}
    >
      <Textarea
        label={t('common:label.reason')}
        description={t('parked.reasonHint')}
        error={error}
        value={reason}
        onChange={({ currentTarget }) => setReason(currentTarget.value)}
        maxLength={500}
        withAsterisk
        mt="md"
      />
    </ConfirmDialog>
  );
}

function Skipped({ item: { stream, type, position, reason, skippedBy, skippedAt } }: { readonly item: SkippedItem }) {
  const { t } = useTranslation('administration');
  const { dateTime } = useFormats();
  const say = useEventText();
  return (
    <div className={styles.event}>
      <p>{type === undefined ? t('parked.unreadable') : say(type)}</p>
      <p>
        {dateTime(skippedAt)} · {skippedBy} · <code>{[stream, position].filter(Boolean).join(' · ')}</code>
      </p>
      <p>{reason}</p>
    </div>
  );
}
