import { useTranslation } from 'react-i18next';
import { Tag, type Tone } from '../components/tag.js';
import { useCode } from '../i18n/index.js';

/** Stages that somebody who follows the proceeding must not overlook. */
const tones: Readonly<Record<string, Tone>> = { Dismissed: 'late', Suspended: 'wait', Reopened: 'wait' };

/** Where a proceeding stands, and what has happened to it that one does not see from that. */
export function Marks({
  stage,
  dropped,
  reopened,
}: {
  readonly stage: string;
  readonly dropped: boolean;
  readonly reopened: boolean;
}) {
  const { t } = useTranslation('prosecution');
  const code = useCode();
  return (
    <>
      {dropped && stage !== 'Dismissed' && <Tag tone="late">{t('mark.dropped')}</Tag>}
      {reopened && stage !== 'Reopened' && <Tag tone="wait">{t('mark.reopened')}</Tag>}
      <Tag tone={tones[stage] ?? 'plain'}>{code('proceedingStage', stage)}</Tag>
    </>
  );
}
