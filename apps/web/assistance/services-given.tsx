import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ServiceAnswer } from '../api/answers.js';
import { Panel } from '../components/panel.js';
import { useOrganisationName } from '../directory/use-organisations.js';
import { useCode, useFormats } from '../i18n/index.js';
import styles from './records.module.css';

/** The help that was given, newest first. */
export function ServicesGiven({ services }: { readonly services: readonly ServiceAnswer[] }) {
  const { t } = useTranslation('assistance');
  const code = useCode();
  const nameOf = useOrganisationName();
  const { date } = useFormats();
  const newestFirst = services
    .map((one, order) => ({ ...one, order }))
    .toSorted((one, other) => other.deliveredOn.localeCompare(one.deliveredOn) || other.order - one.order);
  return (
    <Panel title={t('given.title')}>
      {newestFirst.length === 0 ? (
        <Text c="dimmed">{t('given.none')}</Text>
      ) : (
        <ul className={styles.records}>
          {newestFirst.map(({ order, service, deliveredOn, organisationId, note }) => (
            <li key={order}>
              <strong>{code('service', service)}</strong>
              <span className={styles.soft}>
                {date(deliveredOn)} · {nameOf(organisationId)}
              </span>
              {note !== undefined && <p>{note}</p>}
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
