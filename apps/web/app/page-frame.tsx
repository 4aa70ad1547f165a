import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Empty } from '../components/empty.js';
import { Loading } from '../components/loading.js';
import { isFor, type Page } from './page.js';
import { useMe, useStanding } from './session.js';

/** A page, for whom it is; for others it says so. */
export function PageFrame({ page }: { readonly page: Page }) {
  const { t } = useTranslation('common');
  const { roles } = useMe();
  const { data } = useStanding();
  if (!isFor(page, roles)) return <Empty title={t('page.notForYou')} hint={t('page.notForYouHint')} />;
  if (data?.kind === 'offline' && page.offline !== true) {
    return <Empty title={t('page.needsNetwork')} hint={t('page.needsNetworkHint')} />;
  }
  return (
    <Suspense fallback={<Loading />}>
      <page.component />
    </Suspense>
  );
}
