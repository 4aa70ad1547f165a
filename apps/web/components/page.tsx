import { Anchor, Group, Text, Title } from '@mantine/core';
import { useCanGoBack, useRouter } from '@tanstack/react-router';
import { useEffect, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './page.module.css';

/** A page: its heading, which takes the focus when the page opens, a way back, and what can be done here. */
export function Page({
  title,
  lead,
  actions,
  narrow = false,
  children,
}: {
  readonly title: string;
  readonly lead?: ReactNode;
  readonly actions?: ReactNode;
  /** For forms and text: no line longer than is read well. */
  readonly narrow?: boolean;
  readonly children?: ReactNode;
}) {
  const { t } = useTranslation('common');
  const router = useRouter();
  const canGoBack = useCanGoBack();
  const heading = useRef<HTMLHeadingElement>(null);
  // the address never changes: the heading says to a screen reader that this is another page
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  return (
    <article className={styles.page} data-narrow={narrow}>
      {canGoBack && (
        <Anchor component="button" type="button" className={styles.back} onClick={() => router.history.back()}>
          ← {t('action.back')}
        </Anchor>
      )}
      <Group justify="space-between" align="flex-start" gap="md" mb={lead === undefined ? 'lg' : 'xs'}>
        <Title order={1} ref={heading} tabIndex={-1} className={styles.heading}>
          {title}
        </Title>
        {actions}
      </Group>
      {lead !== undefined && (
        <Text size="lg" c="dimmed" mb="lg" maw="42rem">
          {lead}
        </Text>
      )}
      {children}
    </article>
  );
}
