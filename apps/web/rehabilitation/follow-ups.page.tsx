import { Button, Group, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseloadItem } from '../api/answers.js';
import { Due } from '../components/due.js';
import { Empty } from '../components/empty.js';
import { Loading } from '../components/loading.js';
import { Page } from '../components/page.js';
import { ProblemMessage } from '../components/problem-message.js';
import { useCode } from '../i18n/index.js';
import { Incomplete } from '../list/incomplete.js';
import { RowLink } from '../list/row-link.js';
import { useWhole } from '../list/use-whole.js';
import styles from './follow-ups.module.css';

const spans = ['overdue', 'week', 'any'] as const;

/** Whom to ask again how she is, what is due first at the top. */
export function FollowUpsPage() {
  const { t } = useTranslation(['rehabilitation', 'assistance', 'common']);
  const code = useCode();
  const [due, setDue] = useState<(typeof spans)[number]>('week');
  const list = useWhole<CaseloadItem>('/caseload', { what: 'FollowUp', due, holding: 'mine' });
  const sorted = list.items.toSorted((one, other) => (one.due?.on ?? '').localeCompare(other.due?.on ?? ''));
  return (
    <Page title={t('common:menu.followUps')} lead={t('dueList.lead')}>
      <Group gap="xs" mb="md" role="group" aria-label={t('dueList.show')}>
        {spans.map((span) => (
          <Button
            key={span}
            variant={due === span ? 'filled' : 'default'}
            aria-pressed={due === span}
            onClick={() => setDue(span)}
          >
            {t(`dueList.${span}`)}
          </Button>
        ))}
      </Group>
      {list.isPending ? (
        <Loading lines={6} />
      ) : list.isError ? (
        <ProblemMessage error={list.error} onRetry={() => void list.refetch()} />
      ) : sorted.length === 0 ? (
        <Empty title={t('dueList.empty')} hint={t('dueList.emptyHint')} />
      ) : (
        <>
          <Incomplete events={list.incomplete} />
          <ul className={styles.list} aria-label={t('common:menu.followUps')}>
            {sorted.map((item) => (
              <li key={item.caseId}>
                <RowLink
                  to={`/cases/${item.caseId}/follow-up`}
                  title={item.caseNumber}
                  aside={item.due && <Due at={item.due.on} />}
                >
                  {[
                    item.ageGroup && code('ageGroup', item.ageGroup),
                    item.gender && code('gender', item.gender),
                    item.assignee,
                    code('stage', item.stage),
                  ]
                    .filter(Boolean)
                    .join(' · ')}
                </RowLink>
              </li>
            ))}
          </ul>
          {list.more && <Text c="dimmed">{t('assistance:listCut')}</Text>}
        </>
      )}
    </Page>
  );
}
