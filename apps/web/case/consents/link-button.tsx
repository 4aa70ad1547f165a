import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

/** A way to a form. `what`: of which of several, for screen readers. */
export function LinkButton({
  to,
  what,
  children,
}: {
  readonly to: string;
  readonly what?: string;
  readonly children: ReactNode;
}) {
  return (
    <Button component={Link} to={to} variant="default" mb="xs">
      {children}
      {what !== undefined && <span className="for-screen-readers">: {what}</span>}
    </Button>
  );
}
