import { useEffect } from 'react';
import type { ImportItem } from '../api/answers.js';
import { usePages } from '../list/use-pages.js';

/** How often an import that is under way is looked at, in ms. */
const look = 1_000;

/** All imports, newest first; those under way are kept up to date. Their reports are not opened for it. */
export function useImports() {
  const pages = usePages<ImportItem>('/imports', { limit: 50 }, { live: false });
  const { refetch } = pages;
  const underWay = pages.items.some(({ state }) => state === 'Running');
  useEffect(() => {
    if (!underWay) return undefined;
    const timer = setInterval(() => void refetch(), look);
    return () => clearInterval(timer);
  }, [underWay, refetch]);
  return pages;
}
