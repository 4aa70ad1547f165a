import { Alert, Button, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { SessionAnswer } from '../api/answers.js';
import { get } from '../api/client.js';
import { showSecondFactor } from '../app/session.js';
import { Loading } from '../components/loading.js';

/** How often it is asked whether the second step still counts, in ms. */
const again = 60_000;

/** What needs a fresh second step: shown after it, and until then the way to it, and back to this page. */
export function WithSecondFactor({ children }: { readonly children: ReactNode }) {
  const { t } = useTranslation('common');
  const { data, isPending } = useQuery({
    queryKey: ['second-factor'],
    queryFn: ({ signal }) => get<SessionAnswer>('/session', { signal }),
    staleTime: 0,
    refetchInterval: again,
  });
  if (isPending) return <Loading />;
  // who it cannot be asked of is refused by the API
  if (data === undefined || data.data.secondFactor) return <>{children}</>;
  return (
    <Alert color="clay" variant="light" my="md" maw="42rem">
      <Stack gap="sm" align="flex-start">
        <Text>{t('signIn.secondFactorWhy')}</Text>
        <Button variant="default" onClick={showSecondFactor}>
          {t('signIn.secondFactor')}
        </Button>
      </Stack>
    </Alert>
  );
}
