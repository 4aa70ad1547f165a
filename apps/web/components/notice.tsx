import { Alert, Group } from '@mantine/core';
import { useEffect, useRef, type ReactNode } from 'react';

/** Says on the page what was just done, and what comes next; takes the focus, since what was pressed may be gone. */
export function Notice({ text, children }: { readonly text: string; readonly children?: ReactNode }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), [text]);
  return (
    <Alert ref={box} tabIndex={-1} color="tirek" mb="md" role="group" aria-label={text}>
      <Group justify="space-between" gap="sm">
        {text}
        {children}
      </Group>
    </Alert>
  );
}
