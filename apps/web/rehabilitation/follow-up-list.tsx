import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { FollowUpAnswer } from '../api/answers.js';
import styles from '../assistance/records.module.css';
import { useCode, useFormats } from '../i18n/index.js';

/** How she was, newest first. */
export function FollowUpList({ followUps }: { readonly followUps: readonly FollowUpAnswer[] }) {
  const { t } = useTranslation('rehabilitation');
  const code = useCode();
  const { date } = useFormats();
  if (followUps.length === 0) return <Text c="dimmed">{t('followUp.none')}</Text>;
  return (
    <ul className={styles.records}>
      {followUps.toReversed().map(({ on, situation, note }, index) => (
        <li key={followUps.length - index}>
          <strong>{code('followUpSituation', situation)}</strong>
          <span className={styles.soft}>{date(on)}</span>
          {note !== undefined && <p>{note}</p>}
        </li>
      ))}
    </ul>
  );
}
