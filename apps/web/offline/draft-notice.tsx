import { Alert, Button, Group } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Draft } from './use-draft.js';

/** Says that a form was filled in before, and offers to begin anew. */
export const DraftNotice = ({ draft: { startAfresh } }: { readonly draft: Pick<Draft<unknown>, 'startAfresh'> }) =>
  // the texts of drafts are fetched by pages that keep them: no other waits for them
  startAfresh ? <Kept startAfresh={startAfresh} /> : null;

function Kept({ startAfresh }: { startAfresh(): void }) {
  const { t } = useTranslation('offline');
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
