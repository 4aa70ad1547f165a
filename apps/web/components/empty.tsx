import { Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';

/** There is nothing here, and why, and what one can do. */
export function Empty({
  title,
  hint,
  children,
}: {
  readonly title: string;
  readonly hint?: string;
  readonly children?: ReactNode;
}) {
  return (
    <Stack gap="xs" py="xl" maw="34rem" align="flex-start">
      <Title order={2}>{title}</Title>
      {hint !== undefined && <Text c="dimmed">{hint}</Text>}
      {children}
    </Stack>
  );
}
