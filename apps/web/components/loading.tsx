import { Skeleton, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';

/** What will be here is on its way. */
export function Loading({ lines = 4 }: { readonly lines?: number }) {
  const { t } = useTranslation('common');
  return (
    <Stack gap="sm" aria-busy="true" maw="42rem">
      <span role="status" className="for-screen-readers">
        {t('loading')}
      </span>
      {Array.from({ length: lines }, (_, line) => (
        <Skeleton key={line} height={line === 0 ? 32 : 20} width={line === lines - 1 ? '60%' : '100%'} />
      ))}
    </Stack>
  );
}
