import { Alert, Button, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { UploadFailed } from './upload-failed.js';
import { UploadProgress } from './upload-progress.js';
import { triedBy, useUpload } from './uploads.js';
import { useBegin } from './use-begin.js';

/** After a trial: nothing was stored, and the same file can be imported by one press. */
export function TakeForReal({ importId }: { readonly importId: string }) {
  const { t } = useTranslation('administration');
  const start = useBegin();
  const upload = useUpload();
  const wanted = triedBy(importId);
  if (upload?.state === 'Sending') return <UploadProgress upload={upload} />;
  return (
    <>
      {upload && <UploadFailed upload={upload} onRetry={() => void start(upload.wanted)} />}
      <Alert color="tirek" variant="light" mb="md">
        <Stack gap="sm" align="flex-start">
          <Text>{t('imports.nothingStored')}</Text>
          {wanted && <Button onClick={() => void start(wanted)}>{t('imports.takeForReal')}</Button>}
        </Stack>
      </Alert>
    </>
  );
}
