import { Alert } from '@mantine/core';
import { useTranslation } from 'react-i18next';

/** Why nothing can be recorded here now. */
export function Unchanging({ closed }: { readonly closed: boolean }) {
  const { t } = useTranslation('assistance');
  return (
    <Alert color="clay" variant="light" mb="md" maw="42rem">
      {closed ? t('closed') : t('notInCare')}
    </Alert>
  );
}
