import { Alert } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseAnswer } from '../api/answers.js';
import { Loading } from '../components/loading.js';
import { Page } from '../components/page.js';
import { Panel } from '../components/panel.js';
import { ProblemMessage } from '../components/problem-message.js';
import { useFormats } from '../i18n/index.js';
import { AsOf } from './as-of.js';
import { CaseActions } from './case-actions.js';
import { CaseParts } from './case-parts.js';
import { CaseStanding } from './case-standing.js';
import styles from './case.module.css';
import { momentsOf, recordedSince } from './moments.js';
import { Since } from './since.js';
import { StagePath } from './stage-path.js';
import { Timeline } from './timeline.js';
import { useArrivals } from './use-arrivals.js';
import { useEntryText } from './use-entry-text.js';
import { useCase, useDisclosure } from './use-case.js';

/** The slider is moved over many days: only where it rests is asked for, in ms. Every asking is in the log of reads. */
const rest = 400;

/** How far a case is, what is known, and everything that happened: now, or as it was known at another time. */
export function CaseView({ today }: { readonly today: CaseAnswer }) {
  const { t } = useTranslation('case');
  const { dayOf, moment } = useFormats();
  const sayStep = useEntryText(today);
  const [chosen, setChosen] = useState<string>();
  const [asOf] = useDebouncedValue(chosen, rest);
  const { data, isPlaceholderData, isError, error, refetch } = useCase(today.caseId, asOf);
  const disclosure = useDisclosure(today.caseId);
  const seen = useArrivals(today);
  const past = chosen !== undefined;
  const relations = disclosure.data?.relations ?? [];
  const moments = momentsOf(today.timeline, dayOf);
  const file = past ? data?.data : today;
  // of several on one day, what was recorded tells them apart
  const sayMoment = (at: string): string => {
    const step = today.timeline.findLast(({ recordedAt }) => recordedAt === at);
    return step === undefined ? moment(at) : `${moment(at)} · ${sayStep(step)}`;
  };
  return (
    <Page title={today.caseNumber} lead={<CaseStanding file={file ?? today} />}>
      {relations.includes('Emergency') && (
        <Alert color="red" variant="light" mb="md">
          {t('openedInEmergency')}
        </Alert>
      )}
      {!past && <CaseActions file={today} relations={relations} />}
      <StagePath file={file ?? today} />
      {moments.length > 0 && <AsOf moments={moments} say={sayMoment} value={chosen} onChange={setChosen} />}
      {past && (
        <Alert color="clay" variant="light" role="status" mb="md">
          {t('asOf.notice', { date: moment(chosen) })}
        </Alert>
      )}
      {past && isError && <ProblemMessage error={error} onRetry={() => void refetch()} />}
      {file === undefined ? (
        <Loading lines={8} />
      ) : (
        <div className={styles.columns} aria-busy={past && (isPlaceholderData || chosen !== asOf)}>
          <div>
            <Panel title={past ? t('timeline.titleThen') : t('timeline.title')}>
              <Timeline file={file} seen={past ? Infinity : seen} />
            </Panel>
            {past && <Since today={today} entries={recordedSince(today.timeline, chosen, dayOf)} />}
          </div>
          <div>
            <CaseParts file={file} today={past ? today : undefined} disclosure={disclosure.data} />
          </div>
        </div>
      )}
    </Page>
  );
}
