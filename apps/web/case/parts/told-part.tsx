import { useTranslation } from 'react-i18next';
import type { CaseAnswer } from '../../api/answers.js';
import { Panel } from '../../components/panel.js';
import { useOrganisationName } from '../../directory/use-organisations.js';
import { useCode, useFormats } from '../../i18n/index.js';
import { Lines } from './lines.js';
import styles from './told-part.module.css';

/** What she told and what was noted of her: what happened, what she needs, her health. */
export function ToldPart({ file: { narrative, needs, health = [] } }: { readonly file: CaseAnswer }) {
  const { t } = useTranslation('case');
  const code = useCode();
  const { dateTime } = useFormats();
  const nameOf = useOrganisationName();
  if (narrative === undefined && needs === undefined && health.length === 0) return null;
  return (
    <Panel title={t('told')}>
      {needs !== undefined && (
        <>
          <h3 className={styles.heading}>{code('fieldGroup', 'Needs')}</h3>
          <p className={styles.words}>{needs}</p>
        </>
      )}
      {narrative !== undefined && (
        <>
          <h3 className={styles.heading}>{code('fieldGroup', 'Narrative')}</h3>
          <p className={styles.words}>{narrative}</p>
        </>
      )}
      {health.length > 0 && (
        <>
          <h3 className={styles.heading}>{code('fieldGroup', 'Health')}</h3>
          <Lines
            lines={health.map(({ text, recordedAt, organisationId }) => ({
              key: recordedAt,
              title: text,
              more: [`${nameOf(organisationId)} · ${dateTime(recordedAt)}`],
            }))}
          />
        </>
      )}
    </Panel>
  );
}
