import { useTranslation } from 'react-i18next';
import { Empty } from '../components/empty.js';

/** There is no such page. */
export function NotFoundPage() {
  const { t } = useTranslation('common');
  return <Empty title={t('page.notFound')} hint={t('page.notFoundHint')} />;
}
