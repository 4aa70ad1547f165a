import { Alert, Button, Group } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Draft } from './use-draft.js';

/** Says that a form was filled in before, and offers to begin anew. */
export function DraftNotice({ draft: { startAfresh } }: { readonly draft: Pick<Draft<unknown>, 'startAfresh'> }) {
  const { t } = useTranslation('offline');
  if (!startAfresh) return null;
  return (
    <Alert color="tirek" role="status" mb="md" maw="42rem">
      <Group justify="space-between">
        {t('draft.kept')}
        <Button variant="default" size="sm" onClick={startAfresh}>
          {t('draft.afresh')}
        </Button>
      </Group>
    </Alert>
  );
}
