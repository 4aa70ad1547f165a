import { useTranslation } from 'react-i18next';
import { useInstallation } from './installation.js';
import styles from './demonstration-banner.module.css';

/** On every page of a demonstration store: nothing here is real. */
export function DemonstrationBanner() {
  const { t } = useTranslation('common');
  const { mode } = useInstallation();
  return mode === 'demonstration' ? <aside className={styles.banner}>{t('demonstration.banner')}</aside> : null;
}
