import { Suspense, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Loading } from '../components/loading.js';
import { Page } from '../components/page.js';
import { isFor, type Page as ListedPage } from './page.js';
import { useMe, useStanding } from './session.js';

/** A page, for whom it is; for others it says so. */
export function PageFrame({ page }: { readonly page: ListedPage }) {
  const { t } = useTranslation('common');
  const { roles } = useMe();
  const { data } = useStanding();
  // once it is open it stays: what was typed is not lost because the network was away for a moment
  const isOpen = useRef(false);
  isOpen.current ||= page.offline === true || data?.kind === 'signed-in';
  if (!isFor(page, roles)) return <Page title={t('page.notForYou')} lead={t('page.notForYouHint')} />;
  if (!isOpen.current) return <Page title={t('page.needsNetwork')} lead={t('page.needsNetworkHint')} />;
  return (
    <Suspense fallback={<Loading />}>
      <page.component />
    </Suspense>
  );
}
