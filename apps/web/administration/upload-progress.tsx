import { Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ProgressBar } from '../components/progress-bar.js';
import type { Upload } from './uploads.js';

/** How much of a file has been uploaded. */
export function UploadProgress({ upload: { wanted, sent } }: { readonly upload: Upload }) {
  const { t } = useTranslation('administration');
  return (
    <Stack gap="sm">
      <Text>{wanted.file.name}</Text>
      <ProgressBar label={t('imports.bytesSent')} done={sent} of={wanted.file.size} />
      <Text c="dimmed">{t('imports.keepTab')}</Text>
    </Stack>
  );
}
