import type { ImportItem } from '../api/answers.js';
import { usePages } from '../list/use-pages.js';

/** How often an import that is under way is looked at, in ms. */
const often = 1_000;

/** All imports, newest first; those under way are kept up to date. Their reports are not opened for it. */
export const useImports = () =>
  usePages<ImportItem>(
    '/imports',
    { limit: 50 },
    { live: false, look: (items) => items.some(({ state }) => state === 'Running') && often },
  );
