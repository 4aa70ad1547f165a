import { useTranslation } from 'react-i18next';
import { Page } from '../components/page.js';

/** There is no such page. */
export function NotFoundPage() {
  const { t } = useTranslation('common');
  return <Page title={t('page.notFound')} lead={t('page.notFoundHint')} />;
}
