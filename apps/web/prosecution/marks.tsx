import { useTranslation } from 'react-i18next';
import { useInstallation } from '../app/installation.js';
import { Tag, type Tone } from '../components/tag.js';
import { useCode } from '../i18n/index.js';
import { leftTrafficking } from './articles.js';

/** Stages that somebody who follows the proceeding must not overlook. */
const tones: Readonly<Record<string, Tone>> = { Dismissed: 'late', Suspended: 'wait', Reopened: 'wait' };

/** Where a proceeding stands, and what has happened to it that one does not see from that. */
export function Marks({
  stage,
  dropped,
  reopened,
  articles,
  earlierArticles,
  registeredOn,
}: {
  readonly stage: string;
  readonly dropped: boolean;
  readonly reopened: boolean;
  readonly articles: readonly string[];
  readonly earlierArticles: readonly string[];
  readonly registeredOn: string;
}) {
  const { t } = useTranslation('prosecution');
  const code = useCode();
  const { articles: known } = useInstallation();
  const left = leftTrafficking(known, { earlier: earlierArticles, now: articles }, registeredOn);
  return (
    <>
      {left && <Tag tone="late">{t('mark.notTrafficking')}</Tag>}
      {!left && earlierArticles.length > 0 && <Tag tone="wait">{t('mark.requalified')}</Tag>}
      {dropped && stage !== 'Dismissed' && <Tag tone="late">{t('mark.dropped')}</Tag>}
      {reopened && stage !== 'Reopened' && <Tag tone="wait">{t('mark.reopened')}</Tag>}
      <Tag tone={tones[stage] ?? 'plain'}>{code('proceedingStage', stage)}</Tag>
    </>
  );
}
