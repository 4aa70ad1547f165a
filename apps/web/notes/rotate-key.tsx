import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { CommandFormFrame } from '../form/command-form.js';
import { useCommandForm } from '../form/use-command-form.js';

/** Seals to a new pair from now on. */
export function RotateKey({ path, onRotated }: { readonly path: string; onRotated(): void }) {
  const { t } = useTranslation('assistance');
  const form = useCommandForm({
    secret: true,
    initial: {},
    write: () => ({ path: `${path}/rotation`, body: {}, kind: 'kind.other', summary: [] }),
    onSent: onRotated,
  });
  return (
    <CommandFormFrame form={form} submit={t('key.rotate')}>
      <Text>{t('key.rotateText')}</Text>
    </CommandFormFrame>
  );
}
