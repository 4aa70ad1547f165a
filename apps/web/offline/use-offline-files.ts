import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { isFor } from '../app/page.js';
import { pages } from '../app/pages.js';
import { useMe } from '../app/session.js';

/** Fetches, once nothing more urgent is on its way, what somebody needs without network: their pages in their language. */
export function useOfflineFiles(online: boolean): void {
  const { i18n } = useTranslation();
  const { roles } = useMe();
  const language = i18n.language;
  const needed = roles.join();
  useEffect(() => {
    if (!online || !('serviceWorker' in navigator)) return;
    void keepFiles(needed.split(','));
  }, [online, language, needed]);
}

async function keepFiles(roles: readonly string[]): Promise<void> {
  // where there is no service worker this waits for ever, and nothing is fetched
  const { active } = await navigator.serviceWorker.ready;
  const wanted = pages.filter((page) => page.offline && isFor(page, roles));
  // what could not be fetched now is fetched at the next visit
  await Promise.allSettled([import('./sealing.js'), ...wanted.map(({ component }) => component.preload?.())]);
  // what was fetched before the service worker came, too
  const urls = performance.getEntriesByType('resource').map(({ name }) => name);
  const files = urls.filter((url) => url.startsWith(`${location.origin}/assets/`));
  active?.postMessage({ type: 'CACHE_URLS', payload: { urlsToCache: [...new Set(files)] } });
}
