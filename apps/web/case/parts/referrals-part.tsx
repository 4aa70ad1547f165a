import { useTranslation } from 'react-i18next';
import type { CaseAnswer } from '../../api/answers.js';
import { Due } from '../../components/due.js';
import { Panel } from '../../components/panel.js';
import { Tag } from '../../components/tag.js';
import { useOrganisationName } from '../../directory/use-organisations.js';
import { useCode } from '../../i18n/index.js';
import { Lines } from './lines.js';

/** Where she was referred to, and what came of it; the last one first. */
export function ReferralsPart({ file: { referrals = [] } }: { readonly file: CaseAnswer }) {
  const { t } = useTranslation('case');
  const code = useCode();
  const nameOf = useOrganisationName();
  if (referrals.length === 0) return null;
  return (
    <Panel title={t('referrals.title')}>
      <Lines
        lines={referrals
          .map(({ referralId, from, to, services = [], state, respondBy, secondOpinion }) => ({
            key: referralId,
            title: nameOf(to),
            more: [
              services.map((service) => code('service', service)).join(', '),
              t('referrals.from', { organisation: nameOf(from) }),
              secondOpinion && t('referrals.secondOpinion', { opinion: code('secondOpinion', secondOpinion) }),
            ],
            aside:
              state === 'Sent' ? (
                <Due at={respondBy} />
              ) : (
                <Tag tone={state === 'HandedOver' || state === 'Completed' ? 'good' : 'plain'}>
                  {code('referralState', state)}
                </Tag>
              ),
          }))
          .toReversed()}
      />
    </Panel>
  );
}
