import { Button, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

/** Copies a text that stands beside it, and says whether the browser did. */
export function CopyButton({ text, label }: { readonly text: string; readonly label: string }) {
  const { t } = useTranslation('common');
  const [copied, setCopied] = useState<boolean>();
  // without a secure origin a browser copies nothing by itself
  const copy = () =>
    (navigator.clipboard as Clipboard | undefined)?.writeText(text).then(
      () => setCopied(true),
      () => setCopied(false),
    ) ?? setCopied(false);
  return (
    <>
      <Button variant="default" onClick={() => void copy()}>
        {label}
      </Button>
      <Text role="status">
        {copied === true && t('copying.done')}
        {copied === false && t('copying.failed')}
      </Text>
    </>
  );
}
