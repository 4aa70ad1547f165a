import { Anchor, Button, Group, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseloadItem, ReferralItem } from '../api/answers.js';
import { Empty } from '../components/empty.js';
import { Loading } from '../components/loading.js';
import { Notice } from '../components/notice.js';
import { Page } from '../components/page.js';
import { ProblemMessage } from '../components/problem-message.js';
import { useFormats } from '../i18n/index.js';
import { Incomplete } from '../list/incomplete.js';
import { useWhole } from '../list/use-whole.js';
import styles from './inbox.module.css';
import { ReceivedReferral, type Step } from './received-referral.js';

const tabs = ['Waiting', 'Accepted', 'HandedOver'] as const;
type Tab = (typeof tabs)[number];

const useReceived = (state: string) => useWhole<ReferralItem>('/coordination/referrals', { direction: 'in', state });

/** What was referred to the organisation: what waits for its answer, who is on the way, and who has arrived. */
export function InboxPage() {
  const { t } = useTranslation(['assistance', 'common']);
  const { number } = useFormats();
  const [tab, setTab] = useState<Tab>('Waiting');
  const [done, setDone] = useState<Step>();
  const sent = useReceived('Sent');
  const expired = useReceived('Expired');
  const accepted = useReceived('Accepted');
  const arrived = useReceived('HandedOver');
  const cases = useWhole<CaseloadItem>('/caseload', { what: 'ReferralAnswer', due: 'any' });
  const lists: Readonly<Record<Tab, readonly ReturnType<typeof useReceived>[]>> = {
    Waiting: [sent, expired],
    Accepted: [accepted],
    HandedOver: [arrived],
  };
  const count = (one: Tab): string => {
    const shown = lists[one];
    if (shown.some(({ isPending, isError }) => isPending || isError)) return '';
    const all = shown.reduce((sum, { items }) => sum + items.length, 0);
    return ` (${number(all)}${shown.some(({ more }) => more) ? '+' : ''})`;
  };
  const person = ({ caseId }: ReferralItem) => cases.items.find((item) => item.caseId === caseId);
  const listOf = (items: readonly ReferralItem[]): ReactNode => (
    <ul className={styles.referrals}>
      {items.map((referral) => (
        <li key={referral.referralId}>
          <ReceivedReferral referral={referral} person={person(referral)} onDone={setDone} />
        </li>
      ))}
    </ul>
  );
  const shown = lists[tab];
  const failed = shown.find(({ isError }) => isError);
  return (
    <Page title={t('common:menu.inbox')}>
      {done && (
        <Notice text={t(`inbox.done.${done.step}`, { number: done.caseNumber })}>
          {done.step === 'Arrived' && (
            <Anchor component={Link} to={`/cases/${done.caseId}/assistance`}>
              {t('inbox.toAssistance')}
            </Anchor>
          )}
        </Notice>
      )}
      <Group gap="xs" mb="md" role="group" aria-label={t('inbox.show')}>
        {tabs.map((one) => (
          <Button
            key={one}
            variant={tab === one ? 'filled' : 'default'}
            aria-pressed={tab === one}
            onClick={() => {
              setTab(one);
              setDone(undefined);
            }}
          >
            {t(`inbox.tab.${one}`)}
            {count(one)}
          </Button>
        ))}
      </Group>
      <h2 className="for-screen-readers">{t(`inbox.tab.${tab}`)}</h2>
      {failed ? (
        <ProblemMessage error={failed.error} onRetry={() => void failed.refetch()} />
      ) : shown.some(({ isPending }) => isPending) ? (
        <Loading lines={6} />
      ) : (
        <>
          <Incomplete events={Math.max(...shown.map(({ incomplete }) => incomplete))} />
          {shown.every(({ items }) => items.length === 0) && (
            <Empty title={t(`inbox.empty.${tab}`)} hint={t(`inbox.emptyHint.${tab}`)} />
          )}
          {tab === 'Waiting' && (
            <>
              {listOf(sent.items.toSorted(byDue))}
              {expired.items.length > 0 && (
                <>
                  <h2>{t('inbox.late')}</h2>
                  <Text c="dimmed" mb="sm">
                    {t('inbox.lateHint')}
                  </Text>
                  {listOf(expired.items.toSorted(byDue))}
                </>
              )}
            </>
          )}
          {tab === 'Accepted' && listOf(accepted.items)}
          {tab === 'HandedOver' && listOf(arrived.items)}
          {shown.some(({ more }) => more) && <Text c="dimmed">{t('listCut')}</Text>}
        </>
      )}
    </Page>
  );
}

const byDue = (one: ReferralItem, other: ReferralItem): number => one.respondBy.localeCompare(other.respondBy);
