import { Anchor, Button, Group } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Notice } from '../api/answers.js';
import { useMe } from '../app/session.js';
import { useAnnounce } from '../components/announcer.js';
import { ConfirmDialog } from '../components/confirm-dialog.js';
import { Due } from '../components/due.js';
import { Panel } from '../components/panel.js';
import { ProblemMessage } from '../components/problem-message.js';
import { usePages } from '../list/use-pages.js';
import { useReferralStep } from './use-referral-step.js';
import styles from './referral.module.css';

/** The referrals without her consent, because of a danger, that wait for a second person; nothing where none does. */
export function SecondOpinions() {
  const { t } = useTranslation('referral');
  const pages = usePages<Notice>('/notices', { limit: 200 });
  const awaited = pages.items.filter(
    ({ kind, doneAt, referralId, caseId }) =>
      kind === 'SecondOpinionNeeded' && doneAt === undefined && referralId !== undefined && caseId !== undefined,
  );
  if (pages.isError) return <ProblemMessage error={pages.error} onRetry={() => void pages.refetch()} />;
  if (awaited.length === 0) return null;
  return (
    <Panel title={t('second.title')}>
      <p>{t('second.lead')}</p>
      {awaited.map((notice) => (
        <Awaited key={notice.noticeId} notice={notice} />
      ))}
    </Panel>
  );
}

function Awaited({ notice }: { readonly notice: Notice }) {
  const { t } = useTranslation('referral');
  const announce = useAnnounce();
  const [asking, setAsking] = useState<boolean>();
  const { caseId = '', caseNumber = '', referralId = '', dueAt } = notice;
  const { roles } = useMe();
  // who watches over data reads no file: they see who did
  const file = roles.includes('data-protection-officer') ? `/protection/readers/${caseNumber}` : `/cases/${caseId}`;
  const step = useReferralStep({ referralId, caseId, caseNumber });
  const give = async (agrees: boolean) => {
    await step('second-opinion', { agrees }, 'kind.secondOpinion', [
      { label: t('second.title'), value: agrees ? t('second.agree') : t('second.disagree') },
    ]);
    announce(t('second.recorded'));
  };
  return (
    <section className={styles.referral} aria-label={caseNumber}>
      <div className={styles.head}>
        <h3>
          <Anchor component={Link} to={file}>
            {caseNumber}
          </Anchor>
        </h3>
        {dueAt !== undefined && <Due at={dueAt} />}
      </div>
      <Group gap="sm" mt="sm">
        <Button onClick={() => setAsking(true)}>{t('second.agree')}</Button>
        <Button variant="default" onClick={() => setAsking(false)}>
          {t('second.disagree')}
        </Button>
      </Group>
      <ConfirmDialog
        open={asking !== undefined}
        title={asking === true ? t('second.agreeTitle') : t('second.disagreeTitle')}
        text={asking === true ? t('second.agreeText') : t('second.disagreeText')}
        choices={[
          {
            label: asking === true ? t('second.agree') : t('second.disagree'),
            danger: asking === false,
            act: () => give(asking === true),
          },
        ]}
        onClose={() => setAsking(undefined)}
      />
    </section>
  );
}
