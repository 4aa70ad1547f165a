import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Loading } from '../components/loading.js';
import { ProblemMessage } from '../components/problem-message.js';
import styles from './consent-text.module.css';
import { useConsentText } from './use-consent-text.js';

/** What is read to her, in her own language. */
export function ConsentText({ purpose, language }: { readonly purpose: string; readonly language: string }) {
  const { t } = useTranslation('referral');
  const text = useConsentText(purpose, language);
  if (text.isPending) return <Loading lines={6} />;
  if (text.isError) return <ProblemMessage error={text.error} onRetry={() => void text.refetch()} />;
  const { agreement, points, reviewed } = text.data;
  return (
    <>
      <blockquote className={styles.text} lang={language}>
        <p className={styles.agreement}>{agreement}</p>
        <ul>
          {points.map(({ point, text: words }) => (
            <li key={point}>{words}</li>
          ))}
        </ul>
      </blockquote>
      {!reviewed && (
        <Text size="sm" c="dimmed" mb="md">
          {t('consent.notReviewed')}
        </Text>
      )}
    </>
  );
}
