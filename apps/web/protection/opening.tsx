import { Button, Group, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BreakGlassItem } from '../api/answers.js';
import { useMe } from '../app/session.js';
import { Tag } from '../components/tag.js';
import { TakesFocus } from '../components/takes-focus.js';
import { useOrganisationName } from '../directory/use-organisations.js';
import { useCode, useFormats } from '../i18n/index.js';
import { Row } from '../list/row.js';
import { ReviewOpening } from './review-opening.js';

/** A file that was opened in an emergency: by whom, why, until when, and what was found of it. */
export function Opening({ opening }: { readonly opening: BreakGlassItem }) {
  const { t } = useTranslation('protection');
  const code = useCode();
  const nameOf = useOrganisationName();
  const { dateTime } = useFormats();
  const { user: me, roles } = useMe();
  const [reviewing, setReviewing] = useState(false);
  const { caseNumber, organisationId, user, openedAt, until, state, reason, outcome, note, reviewedBy, reviewedAt } =
    opening;
  const mark =
    outcome === undefined ? (
      <Tag tone="wait">{code('breakGlassState', state)}</Tag>
    ) : (
      <Tag tone={outcome === 'Justified' ? 'good' : 'late'}>{code('breakGlassOutcome', outcome)}</Tag>
    );
  const open = outcome !== 'NotJustified' && Date.parse(until) > Date.now();
  return (
    <Row title={caseNumber} aside={mark}>
      <div>
        {nameOf(organisationId)} · {user}
      </div>
      <div>
        {t('breakGlass.openedAt', { when: dateTime(openedAt) })} ·{' '}
        {open ? t('breakGlass.openUntil', { when: dateTime(until) }) : t('breakGlass.closed')}
      </div>
      <Text c="var(--ink)" my="xs">
        {reason === undefined ? t('breakGlass.wordsErased') : t('breakGlass.reason', { reason })}
      </Text>
      {reviewedBy !== undefined && reviewedAt !== undefined && (
        <div>{t('breakGlass.reviewedBy', { user: reviewedBy, when: dateTime(reviewedAt) })}</div>
      )}
      {note !== undefined && <Text c="var(--ink)">{t('breakGlass.noteWas', { note })}</Text>}
      {outcome === undefined && user === me && <div>{t('breakGlass.notYours')}</div>}
      {reviewing ? (
        <TakesFocus label={t('breakGlass.review')}>
          <ReviewOpening opening={opening} onDone={() => setReviewing(false)} />
        </TakesFocus>
      ) : (
        <Group gap="sm" mt="sm">
          {outcome === undefined && user !== me && (
            <Button onClick={() => setReviewing(true)}>
              {t('breakGlass.review')}
              <span className="for-screen-readers"> {caseNumber}</span>
            </Button>
          )}
          {roles.includes('data-protection-officer') && (
            <Button component={Link} to={`/protection/readers/${caseNumber}`} variant="default">
              {t('breakGlass.readers')}
              <span className="for-screen-readers"> {caseNumber}</span>
            </Button>
          )}
        </Group>
      )}
    </Row>
  );
}
