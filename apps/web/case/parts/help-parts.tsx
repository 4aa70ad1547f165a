import { useTranslation } from 'react-i18next';
import type { CaseAnswer } from '../../api/answers.js';
import { Panel } from '../../components/panel.js';
import { SummaryList } from '../../components/summary-list.js';
import { Tag } from '../../components/tag.js';
import { useOrganisationName } from '../../directory/use-organisations.js';
import { useCode, useFormats } from '../../i18n/index.js';
import { Lines } from './lines.js';

/** What help was planned and given. */
export function AssistancePart({ file: { assistance } }: { readonly file: CaseAnswer }) {
  const { t } = useTranslation('case');
  const code = useCode();
  const { date } = useFormats();
  const nameOf = useOrganisationName();
  if (assistance === undefined) return null;
  const { needs, goals, services } = assistance;
  return (
    <Panel title={t('assistance.title')}>
      {needs.length > 0 && (
        <SummaryList
          rows={[{ label: t('assistance.needs'), value: needs.map((need) => code('service', need)).join(', ') }]}
        />
      )}
      <Lines
        lines={[
          ...goals.map(({ goalId, service, description }) => ({
            key: `goal ${goalId}`,
            title: code('service', service),
            more: [description],
            aside: <Tag>{t('assistance.goal')}</Tag>,
          })),
          ...services
            .map(({ service, deliveredOn, organisationId, note }, index) => ({
              key: `service ${index}`,
              title: code('service', service),
              more: [`${date(deliveredOn)} · ${nameOf(organisationId)}`, note],
              aside: <Tag tone="good">{t('assistance.given')}</Tag>,
            }))
            .toReversed(),
        ]}
      />
    </Panel>
  );
}

/** Which rights are being restored, and how she was when somebody asked. */
export function RehabilitationPart({ file: { rehabilitation } }: { readonly file: CaseAnswer }) {
  const { t } = useTranslation('case');
  const code = useCode();
  const { date } = useFormats();
  if (rehabilitation === undefined) return null;
  const { goals, followUps } = rehabilitation;
  return (
    <Panel title={t('rehabilitation.title')}>
      <Lines
        lines={[
          ...goals.map(({ goalId, right, description, status }) => ({
            key: `goal ${goalId}`,
            title: code('right', right),
            more: [description],
            aside: <Tag tone={status === 'Achieved' ? 'good' : 'plain'}>{code('goalStatus', status)}</Tag>,
          })),
          ...followUps
            .map(({ on, situation, nextOn, note }, index) => ({
              key: `followUp ${index}`,
              title: t('rehabilitation.followUp', { date: date(on) }),
              more: [note, nextOn && t('rehabilitation.next', { date: date(nextOn) })],
              aside: <Tag>{code('followUpSituation', situation)}</Tag>,
            }))
            .toReversed(),
        ]}
      />
    </Panel>
  );
}
