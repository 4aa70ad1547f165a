import { Alert, Button, Group } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useNewVersion } from './update.js';

/** Says that a new version is ready. It is taken by a press only: nobody loses what is being written. */
export function UpdateNotice() {
  const { t } = useTranslation('common');
  const take = useNewVersion();
  return (
    <div role="status">
      {take && (
        <Alert color="tirek" mb="md">
          <Group justify="space-between">
            {t('shell.newVersion')}
            <Button variant="default" size="sm" onClick={() => void take()}>
              {t('shell.takeNewVersion')}
            </Button>
          </Group>
        </Alert>
      )}
    </div>
  );
}
