import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Page } from '../components/page.js';
import { Panel } from '../components/panel.js';
import styles from './about.module.css';

/** The accessibility statement: what is aimed at, how it was tested, what is known not to be met, whom to tell. */
export function AccessibilityPage() {
  const { t } = useTranslation('about');
  return (
    <Page title={t('statement')} lead={t('aim')} narrow>
      <Panel title={t('canDo')}>
        <ul className={styles.list}>
          <li>{t('canKeyboard')}</li>
          <li>{t('canReader')}</li>
          <li>{t('canZoom')}</li>
          <li>{t('canColours')}</li>
          <li>{t('canMotion')}</li>
          <li>{t('canTime')}</li>
        </ul>
      </Panel>
      <Panel title={t('tested')}>
        <ul className={styles.list}>
          <li>{t('testedAxe')}</li>
          <li>{t('testedKeyboard')}</li>
          <li>{t('testedSeen')}</li>
          <li>{t('testedPeople')}</li>
        </ul>
      </Panel>
      <Panel title={t('notMet')}>
        <ul className={styles.list}>
          <li>{t('notMetVoices')}</li>
          <li>{t('notMetTitles')}</li>
          <li>{t('notMetBack')}</li>
          <li>{t('notMetWords')}</li>
        </ul>
      </Panel>
      <Panel title={t('tell')}>
        <Text>{t('tellHint')}</Text>
      </Panel>
    </Page>
  );
}
