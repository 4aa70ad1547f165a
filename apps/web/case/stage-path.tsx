import { useTranslation } from 'react-i18next';
import type { CaseAnswer } from '../api/answers.js';
import { stages } from '../codes.js';
import { useOrganisationName } from '../directory/use-organisations.js';
import { useCode, useFormats } from '../i18n/index.js';
import { PillarIcon } from './pillar-icon.js';
import styles from './stage-path.module.css';

/**
 * How far the case is on the path that people talk about, and the criminal proceedings that run beside it. The stage is
 * derived from the events, nobody sets it.
 */
export function StagePath({ file: { stage, proceedings = [] } }: { readonly file: CaseAnswer }) {
  const { t } = useTranslation('case');
  const code = useCode();
  const { date } = useFormats();
  const nameOf = useOrganisationName();
  const at = stages.findIndex((one) => one === stage);
  return (
    <div className={styles.paths}>
      <ol className={styles.path} aria-label={t('stagePath')}>
        {stages.map((one, index) => (
          <li key={one} data-reached={index <= at} aria-current={index === at ? 'step' : undefined}>
            {code('stage', one)}
          </li>
        ))}
      </ol>
      {proceedings.length > 0 && (
        <ul className={styles.beside} aria-label={t('beside')}>
          {proceedings.map(({ proceedingId, office, stage: reached, stages: steps, registeredOn }) => (
            <li key={proceedingId}>
              <PillarIcon pillar="Justice" />
              <span>
                <strong>{code('proceedingStage', reached)}</strong>
                {' · '}
                {t('since', { date: date(steps.at(-1)?.on ?? registeredOn) })}
                {' · '}
                {nameOf(office)}
              </span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
