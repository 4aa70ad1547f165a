import { Alert } from '@mantine/core';
import { useTranslation } from 'react-i18next';

/** Says that an answer lacks something, or does not know of the last change yet. */
export function Incomplete({ events, stale = false }: { readonly events: number; readonly stale?: boolean }) {
  const { t } = useTranslation('common');
  if (events === 0 && !stale) return null;
  return (
    <Alert color="clay" variant="light" role="status" mb="md">
      {events > 0 ? t('incomplete', { count: events }) : t('stale')}
    </Alert>
  );
}
