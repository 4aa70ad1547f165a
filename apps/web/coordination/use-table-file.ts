import { useTranslation } from 'react-i18next';
import type { TableFile } from '../components/figure-table.js';
import { useFormats } from '../i18n/index.js';
import type { Days } from '../statistics/period-fields.js';
import { usePeriodText } from '../statistics/use-period-text.js';

/** Says of a table what its file has to say with it. `name`: what is in it, a part of the name of the file. */
export function useTableFile() {
  const { t } = useTranslation('statistics');
  const { dateTime } = useFormats();
  const periodText = usePeriodText();
  return ({
    name,
    counted,
    rules,
    days,
    knownAt,
    address,
  }: Pick<TableFile, 'name' | 'knownAt' | 'address'> & {
    readonly counted: string;
    readonly rules: readonly string[];
    /** Absent: it is of no period. */
    readonly days?: Days;
  }): TableFile => ({
    name: `tirek-${name}-${knownAt.slice(0, 10)}`,
    about: [
      { label: t('explain.counted'), value: counted },
      ...rules.map((value) => ({ label: t('explain.rule'), value })),
      ...(days ? [{ label: t('period.label'), value: periodText(days) }] : []),
      { label: t('explain.knownAt'), value: dateTime(knownAt) },
      { label: t('explain.source'), value: t('explain.sourceText') },
    ],
    knownAt,
    address,
  });
}
