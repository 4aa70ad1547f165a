import { Anchor } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { CaseAnswer } from '../../api/answers.js';
import { Panel } from '../../components/panel.js';
import { Tag } from '../../components/tag.js';
import { useOrganisationName } from '../../directory/use-organisations.js';
import { useCode, useFormats } from '../../i18n/index.js';
import { Lines } from './lines.js';

/** The criminal proceedings, as far as the reader may know of them. */
export function ProceedingsPart({
  file: { caseId, proceedings = [] },
  past,
}: {
  readonly file: CaseAnswer;
  readonly past: boolean;
}) {
  const { t } = useTranslation('case');
  const code = useCode();
  const { date } = useFormats();
  const nameOf = useOrganisationName();
  if (proceedings.length === 0) return null;
  return (
    <Panel title={t('proceedings.title')}>
      <Lines
        lines={proceedings.map(({ proceedingId, registerNumber, office, registeredOn, articles, stage }) => ({
          key: proceedingId,
          title: past ? (
            nameOf(office)
          ) : (
            <Anchor component={Link} to={`/cases/${caseId}/proceedings/${proceedingId}`}>
              {nameOf(office)}
            </Anchor>
          ),
          more: [
            registerNumber && t('proceedings.number', { number: registerNumber }),
            t('proceedings.articles', { articles: articles.join(', ') }),
            t('proceedings.registered', { date: date(registeredOn) }),
          ],
          aside: <Tag>{code('proceedingStage', stage)}</Tag>,
        }))}
      />
    </Panel>
  );
}
