import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useProblemText } from '../i18n/use-problem-text.js';
import { Page } from './page.js';

/** In the place of a page that cannot be shown: why, in plain words, and what one can do. */
export function ProblemPage({ error, onRetry }: { readonly error: unknown; onRetry(): void }) {
  const { t } = useTranslation('common');
  const { title, hint } = useProblemText().summary(error);
  return (
    <Page title={title} lead={<span role="alert">{hint}</span>} narrow>
      <Button variant="default" onClick={onRetry}>
        {t('action.tryAgain')}
      </Button>
    </Page>
  );
}
