import { Anchor, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useInstallation } from '../app/installation.js';
import { Page } from '../components/page.js';
import { Panel } from '../components/panel.js';
import { SummaryList } from '../components/summary-list.js';
import { useCode } from '../i18n/index.js';
import styles from './about.module.css';
import { Reviews } from './reviews.js';

/** What Tirek is, what of it somebody has checked, and under which licences it is. */
export function AboutPage() {
  const { t } = useTranslation(['about', 'common']);
  const code = useCode();
  const { mode, verified } = useInstallation();
  return (
    <Page title={t('common:menu.about')} lead={t('lead')} narrow>
      <Panel title={t('installation')}>
        <SummaryList
          rows={[
            { label: t('mode'), value: code('mode', mode) },
            { label: t('version'), value: import.meta.env['VITE_VERSION'] as string },
          ]}
        />
        <Text mt="sm">{t(mode === 'demonstration' ? 'isDemonstration' : 'isReal')}</Text>
      </Panel>
      <Panel title={t('how')}>
        <ul className={styles.list}>
          <li>{t('howEvents')}</li>
          <li>{t('howSealed')}</li>
          <li>{t('howReads')}</li>
          <li>{t('howDevice')}</li>
        </ul>
      </Panel>
      <Panel title={t('checked')}>
        <Text mb="sm">{t('checkedHint')}</Text>
        <Reviews />
        <Text mt="sm">{t(verified ? 'lawChecked' : 'lawUnchecked')}</Text>
      </Panel>
      <Panel title={t('accessibility')}>
        <Anchor component={Link} to="/accessibility" className={styles.link}>
          {t('statement')}
        </Anchor>
      </Panel>
      <Panel title={t('licences')}>
        <ul className={styles.list}>
          <li>{t('licenceTirek')}</li>
          <li>{t('licenceHtcds')}</li>
          <li>{t('licenceFont')}</li>
          <li>{t('licenceLibraries')}</li>
        </ul>
      </Panel>
    </Page>
  );
}
