import { useTranslation } from 'react-i18next';
import type { CaseAnswer } from '../../api/answers.js';
import { Panel } from '../../components/panel.js';
import { Tag } from '../../components/tag.js';
import { useOrganisationName } from '../../directory/use-organisations.js';
import { useCode } from '../../i18n/index.js';
import { Lines } from '../parts/lines.js';
import { LinkButton } from './link-button.js';

/** In these a referral has brought her data to its receiver. */
const disclosed = ['Accepted', 'HandedOver', 'Completed'];

/** To whom her data went, and whether she was told. */
export function TransfersPanel({ file: { caseId, referrals = [], timeline } }: { readonly file: CaseAnswer }) {
  const { t } = useTranslation('case');
  const code = useCode();
  const nameOf = useOrganisationName();
  const transfers = referrals.filter(({ state }) => disclosed.includes(state));
  if (transfers.length === 0) return null;
  const told = new Set(timeline.flatMap(({ type, about }) => (type === 'TransferNotified' && about ? [about.id] : [])));
  return (
    <Panel title={t('transfer.panel')}>
      <Lines
        lines={transfers.map(({ referralId, to, fieldGroups = [] }) => ({
          key: referralId,
          title: nameOf(to),
          more: [fieldGroups.map((group) => code('fieldGroup', group)).join(', ')],
          aside: told.has(referralId) ? (
            <Tag tone="good">{t('transfer.told')}</Tag>
          ) : (
            <LinkButton to={`/cases/${caseId}/transfers/${referralId}`} what={nameOf(to)}>
              {t('transfer.tell')}
            </LinkButton>
          ),
        }))}
      />
    </Panel>
  );
}
