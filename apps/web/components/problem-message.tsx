import { Alert, Button, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useProblemText } from '../i18n/use-problem-text.js';

/** What went wrong, in plain words, and what one can do. */
export function ProblemMessage({ error, onRetry }: { readonly error: unknown; onRetry?(): void }) {
  const { t } = useTranslation('common');
  const { title, hint } = useProblemText().summary(error);
  return (
    <Alert color="red" variant="light" role="alert" title={title} my="md" maw="42rem">
      <Stack gap="sm" align="flex-start">
        <Text>{hint}</Text>
        {onRetry && (
          <Button variant="default" onClick={onRetry}>
            {t('action.tryAgain')}
          </Button>
        )}
      </Stack>
    </Alert>
  );
}
