import { Button, Group } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { download } from '../api/client.js';
import { useAnnounce } from '../components/announcer.js';
import { ConfirmDialog } from '../components/confirm-dialog.js';
import { offerFile } from '../components/files.js';
import { ProgressBar } from '../components/progress-bar.js';

/** Takes an approved copy, once, with progress in kB: how much it will be nobody knows before. */
export function TakeExport({ exportId }: { readonly exportId: string }) {
  const { t } = useTranslation('protection');
  const announce = useAnnounce();
  const queries = useQueryClient();
  const [asked, setAsked] = useState(false);
  const [got, setGot] = useState<number>();
  const take = async () => {
    setGot(0);
    try {
      const file = await download('/exports/htcds', { export: exportId }, setGot);
      offerFile('tirek-htcds.csv', file);
      announce(t('exports.taken'));
      await queries.invalidateQueries({ queryKey: ['live'] });
    } finally {
      setGot(undefined);
    }
  };
  return (
    <Group mt="sm">
      <Button onClick={() => setAsked(true)}>{t('exports.take')}</Button>
      <ConfirmDialog
        open={asked}
        title={t('exports.takeTitle')}
        text={t('exports.takeText')}
        choices={[{ label: t('exports.take'), act: take }]}
        onClose={() => setAsked(false)}
      >
        {got !== undefined && <ProgressBar label={t('exports.progress')} done={Math.round(got / 1024)} />}
      </ConfirmDialog>
    </Group>
  );
}
