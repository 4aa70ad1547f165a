import { useTranslation } from 'react-i18next';
import type { ImportItem } from '../api/answers.js';
import { ProgressBar } from '../components/progress-bar.js';

/** How far an import is: by its bytes, since nobody has counted its rows. */
export function ImportProgress({ item }: { readonly item: ImportItem }) {
  const { t } = useTranslation('administration');
  return <ProgressBar label={t('imports.rowsRead')} done={item.read} share={item.progress} />;
}
