import { Anchor, Button, Group } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReferralItem } from '../api/answers.js';
import { useAnnounce } from '../components/announcer.js';
import { ConfirmDialog } from '../components/confirm-dialog.js';
import { Due } from '../components/due.js';
import { Tag, type Tone } from '../components/tag.js';
import { useOrganisationName } from '../directory/use-organisations.js';
import { useCode, useFormats } from '../i18n/index.js';
import { RecallDialog } from './recall-dialog.js';
import { useReferralStep } from './use-referral-step.js';
import styles from './referral.module.css';

const tones: Readonly<Record<string, Tone>> = {
  Sent: 'wait',
  Accepted: 'good',
  Declined: 'late',
  Expired: 'late',
  HandedOver: 'good',
  Completed: 'good',
};

/** A referral that was sent: where it stands, since when, and the next step. */
export function SentReferral({ referral }: { readonly referral: ReferralItem }) {
  const { t } = useTranslation(['referral', 'common']);
  const code = useCode();
  const nameOf = useOrganisationName();
  const { dateTime, date } = useFormats();
  const announce = useAnnounce();
  const step = useReferralStep(referral);
  const [asking, setAsking] = useState<'recall' | 'left'>();
  const { caseId, caseNumber, to, services, state, sentAt, answeredAt, respondBy, handedOverOn } = referral;
  const reason = referral.declineReason ?? referral.recallReason;
  const since = [
    t('sent.sentAt', { when: dateTime(sentAt) }),
    ...(answeredAt === null ? [] : [t('sent.answeredAt', { when: dateTime(answeredAt) })]),
    ...(handedOverOn === null ? [] : [t('sent.arrivedOn', { when: date(handedOverOn) })]),
  ];
  const left = async () => {
    await step('handover', { on: handedOverOn }, 'kind.handover', []);
    announce(t('sent.leftRecorded'));
  };
  return (
    <section className={styles.referral} aria-label={`${caseNumber}, ${nameOf(to)}`}>
      <div className={styles.head}>
        <h2>
          <Anchor component={Link} to={`/cases/${caseId}`}>
            {caseNumber}
          </Anchor>
        </h2>
        <Group gap="xs">
          {referral.exercise && <Tag>{t('common:state.training')}</Tag>}
          {(state === 'Sent' || state === 'Expired') && <Due at={respondBy} />}
          <Tag tone={tones[state] ?? 'plain'}>{code('referralState', state)}</Tag>
        </Group>
      </div>
      <p>
        <strong>{nameOf(to)}</strong> · {services.map((one) => code('service', one)).join(', ')}
      </p>
      {reason !== null && (
        <p>
          {t('common:label.reason')}: {code(state === 'Declined' ? 'declineReason' : 'recallReason', reason)}
        </p>
      )}
      {state === 'Accepted' && <p>{t('sent.bring')}</p>}
      <p className={styles.soft}>{since.join(' · ')}</p>
      <Group gap="sm" mt="sm">
        {(state === 'Declined' || state === 'Expired' || state === 'Recalled') && (
          <Button component={Link} to={`/cases/${caseId}/shelters`}>
            {t('sent.another')}
          </Button>
        )}
        {state === 'HandedOver' && !referral.handoverConfirmed && (
          <Button onClick={() => setAsking('left')}>{t('sent.confirmLeft')}</Button>
        )}
        {(state === 'Sent' || state === 'Expired' || state === 'Accepted') && (
          <Button variant="default" onClick={() => setAsking('recall')}>
            {t('sent.recall')}
          </Button>
        )}
      </Group>
      <RecallDialog referral={referral} open={asking === 'recall'} onClose={() => setAsking(undefined)} />
      <ConfirmDialog
        open={asking === 'left'}
        title={t('sent.leftTitle')}
        text={t('sent.leftText', { organisation: nameOf(to), date: date(handedOverOn ?? sentAt.slice(0, 10)) })}
        choices={[{ label: t('sent.confirmLeft'), act: left }]}
        onClose={() => setAsking(undefined)}
      />
    </section>
  );
}
