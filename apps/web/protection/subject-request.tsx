import { Button, Group } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SubjectRequestItem } from '../api/answers.js';
import { Due } from '../components/due.js';
import { Tag } from '../components/tag.js';
import { TakesFocus } from '../components/takes-focus.js';
import { useCode, useFormats } from '../i18n/index.js';
import { Row } from '../list/row.js';
import { AccessCopy } from './access-copy.js';
import { AnswerRequest } from './answer-request.js';

/** What a person asked about her data: until when she is answered, how, and the next step. */
export function SubjectRequest({
  request,
  officer,
}: {
  readonly request: SubjectRequestItem;
  readonly officer: boolean;
}) {
  const { t } = useTranslation('protection');
  const code = useCode();
  const { date } = useFormats();
  const [doing, setDoing] = useState<'copy' | 'answer'>();
  const { caseId, caseNumber, kind, receivedOn, dueOn, outcome, article, answeredOn } = request;
  const open = outcome === undefined;
  return (
    <Row
      title={`${caseNumber}: ${code('subjectRequestKind', kind)}`}
      aside={
        open ? (
          <Due at={dueOn} />
        ) : (
          <Tag tone={outcome === 'Given' ? 'good' : 'plain'}>{code('subjectRequestOutcome', outcome)}</Tag>
        )
      }
    >
      <div>
        {t('requests.received', { date: date(receivedOn) })} ·{' '}
        {answeredOn === undefined
          ? t('requests.due', { date: date(dueOn) })
          : t('requests.answered', { date: date(answeredOn) })}
        {article !== undefined && <> · {t('requests.restsOn', { article })}</>}
      </div>
      {open && <div>{t(`requests.next.${kind as 'Access' | 'Rectification'}`)}</div>}
      {open && doing === undefined && (
        <Group gap="sm" mt="sm">
          {kind === 'Access' && officer && (
            <Button onClick={() => setDoing('copy')}>
              {t('copy.make')}
              <span className="for-screen-readers"> {caseNumber}</span>
            </Button>
          )}
          {kind === 'Rectification' && !officer && (
            <Button component={Link} to={`/cases/${caseId}/correct`}>
              {t('requests.correct')}
              <span className="for-screen-readers"> {caseNumber}</span>
            </Button>
          )}
          <Button variant="default" onClick={() => setDoing('answer')}>
            {t('requests.answer')}
            <span className="for-screen-readers"> {caseNumber}</span>
          </Button>
        </Group>
      )}
      {doing === 'copy' && (
        <TakesFocus label={t('copy.make')}>
          <AccessCopy caseId={caseId} onAnswer={() => setDoing('answer')} onClose={() => setDoing(undefined)} />
        </TakesFocus>
      )}
      {doing === 'answer' && (
        <TakesFocus label={t('requests.answer')}>
          <AnswerRequest request={request} onDone={() => setDoing(undefined)} />
        </TakesFocus>
      )}
    </Row>
  );
}
