import { Anchor, Button, Group } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseloadItem, ReferralItem } from '../api/answers.js';
import { ConfirmDialog } from '../components/confirm-dialog.js';
import { Due } from '../components/due.js';
import { Tag } from '../components/tag.js';
import { useOrganisationName } from '../directory/use-organisations.js';
import { useStep } from '../form/use-step.js';
import { useCode, useFormats } from '../i18n/index.js';
import styles from '../referral/referral.module.css';
import { ArrivalDialog } from './arrival-dialog.js';
import { DeclineDialog } from './decline-dialog.js';

/** What was done with a referral. `Queued`: it waits on this device. */
export interface Step {
  readonly step: 'Accepted' | 'Declined' | 'Arrived' | 'Queued';
  readonly caseId: string;
  readonly caseNumber: string;
}

/** A referral to the organisation: who asks for what, by when, and the next step. */
export function ReceivedReferral({
  referral,
  person,
  onDone,
}: {
  readonly referral: ReferralItem;
  /** What is told of her before it is accepted; absent: nothing, or no more since. */
  readonly person: CaseloadItem | undefined;
  onDone(step: Step): void;
}) {
  const { t } = useTranslation(['assistance', 'common']);
  const code = useCode();
  const nameOf = useOrganisationName();
  const { dateTime, date } = useFormats();
  const takeStep = useStep(referral);
  const [asking, setAsking] = useState<'accept' | 'decline' | 'arrival'>();
  const { referralId, caseId, caseNumber, from, services, state, sentAt, answeredAt, respondBy, handedOverOn } =
    referral;
  const awaited = state === 'Sent' || state === 'Expired';
  const close = () => setAsking(undefined);
  const tell = (step: Step['step'], how: 'Sent' | 'Queued') =>
    onDone({ step: how === 'Queued' ? 'Queued' : step, caseId, caseNumber });
  const accept = async () =>
    tell(
      'Accepted',
      await takeStep({ path: `/referrals/${referralId}/acceptance`, body: {}, kind: 'kind.acceptance', summary: [] }),
    );
  const when = [
    t('inbox.sentAt', { when: dateTime(sentAt) }),
    ...(awaited || answeredAt === null ? [] : [t('inbox.acceptedAt', { when: dateTime(answeredAt) })]),
    ...(handedOverOn === null ? [] : [t('inbox.arrivedOn', { when: date(handedOverOn) })]),
  ];
  return (
    <article className={styles.referral} aria-label={caseNumber}>
      <div className={styles.head}>
        <h3>
          <Anchor component={Link} to={`/cases/${caseId}`}>
            {caseNumber}
          </Anchor>
        </h3>
        <Group gap="xs">
          {referral.exercise && <Tag>{t('common:state.training')}</Tag>}
          {awaited && <Due at={respondBy} />}
          {state === 'Accepted' && <Tag tone="wait">{t('inbox.onTheWay')}</Tag>}
          {state === 'HandedOver' && <Tag tone="good">{code('referralState', state)}</Tag>}
        </Group>
      </div>
      <p>
        <strong>{services.map((one) => code('service', one)).join(', ')}</strong>
      </p>
      <p>
        {[
          person?.ageGroup && code('ageGroup', person.ageGroup),
          person?.gender && code('gender', person.gender),
          t('inbox.from', { organisation: nameOf(from) }),
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
      <p className={styles.soft}>{when.join(' · ')}</p>
      <Group gap="xs" mt="sm">
        {awaited && (
          <>
            <Button px="md" onClick={() => setAsking('accept')}>
              {t('inbox.accept')}
              <span className="for-screen-readers"> {caseNumber}</span>
            </Button>
            <Button variant="default" px="md" onClick={() => setAsking('decline')}>
              {t('inbox.decline')}
              <span className="for-screen-readers"> {caseNumber}</span>
            </Button>
          </>
        )}
        {state === 'Accepted' && (
          <Button onClick={() => setAsking('arrival')}>
            {t('inbox.arrival')}
            <span className="for-screen-readers"> {caseNumber}</span>
          </Button>
        )}
        {(state === 'Accepted' || state === 'HandedOver') && (
          <Button variant="default" component={Link} to={`/cases/${caseId}/assistance`}>
            {t('inbox.toAssistance')}
          </Button>
        )}
      </Group>
      <ConfirmDialog
        open={asking === 'accept'}
        title={t('inbox.acceptTitle', { number: caseNumber })}
        text={t('inbox.acceptText', { organisation: nameOf(from) })}
        choices={[{ label: t('inbox.accept'), act: accept }]}
        onClose={close}
      />
      {asking === 'decline' && (
        <DeclineDialog
          referral={referral}
          takeStep={takeStep}
          onDone={(how) => tell('Declined', how)}
          onClose={close}
        />
      )}
      {asking === 'arrival' && (
        <ArrivalDialog referral={referral} takeStep={takeStep} onDone={(how) => tell('Arrived', how)} onClose={close} />
      )}
    </article>
  );
}
