import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ErasureAnswer } from '../api/answers.js';
import { Panel } from '../components/panel.js';
import { Tag } from '../components/tag.js';
import { useFormats } from '../i18n/index.js';

/** The law keeps what is known of her for now: an answer to her request, and what comes next. */
export function LegalHold({ erasure: { state, heldAt } }: { readonly erasure: ErasureAnswer }) {
  const { t } = useTranslation('protection');
  const { dateTime } = useFormats();
  const onRecord = state === 'Held' && heldAt !== undefined;
  return (
    <Panel title={t('hold.title')} actions={<Tag tone="wait">{onRecord ? t('hold.onRecord') : t('hold.open')}</Tag>}>
      <Text mb="sm">{t('hold.why')}</Text>
      <Text>{onRecord ? t('hold.asked', { when: dateTime(heldAt) }) : t('hold.notAsked')}</Text>
    </Panel>
  );
}
