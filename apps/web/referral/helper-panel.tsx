import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { OrganisationItem } from '../api/answers.js';
import { Tag } from '../components/tag.js';
import { useCode, useFormats } from '../i18n/index.js';
import { anyService } from './refer-values.js';
import type { Answered } from './use-answered.js';
import styles from './shelters.module.css';

/** An organisation that could help: what it gives, where, how it answered lately; and the way to refer her there. */
export function HelperPanel({
  organisation: { organisationId, name, services, regions },
  answered,
  agreed,
  underWay,
  caseId,
  service,
}: {
  readonly organisation: OrganisationItem;
  readonly answered: Answered | undefined;
  /** She agreed to it. */
  readonly agreed: boolean;
  /** It has a referral of hers. */
  readonly underWay: boolean;
  readonly caseId: string;
  readonly service: string;
}) {
  const { t } = useTranslation('referral');
  const code = useCode();
  const { number } = useFormats();
  const hours = answered && Math.max(1, Math.round(answered.medianHours));
  return (
    <div className={styles.helper}>
      <div className={styles.text}>
        <h2>{name}</h2>
        <p>{services.map((one) => code('service', one)).join(' · ')}</p>
        <p>{regions.length === 0 ? t('find.everywhere') : regions.map((one) => code('region', one)).join(', ')}</p>
        <div className={styles.tags}>
          {agreed && <Tag tone="good">{t('find.agreed')}</Tag>}
          {underWay && <Tag tone="wait">{t('find.underWay')}</Tag>}
          {answered && hours !== undefined && (
            <Tag>
              {t('find.answers', { count: hours, hours: number(hours) })} ·{' '}
              {t('find.accepts', { accepted: number(answered.accepted), answered: number(answered.answered) })}
            </Tag>
          )}
        </div>
      </div>
      {!underWay && (
        <Button
          component={Link}
          to={`/cases/${caseId}/refer/${organisationId}/${service === '' ? anyService : service}`}
          aria-label={t('find.referTo', { organisation: name })}
        >
          {t('find.refer')}
        </Button>
      )}
    </div>
  );
}
