import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../i18n/index.js';
import type { Days } from './period-fields.js';

/** Says a period in words. */
export function usePeriodText(): (days: Days) => string {
  const { t } = useTranslation('statistics');
  const { date } = useFormats();
  return useCallback(
    ({ from, to }) => {
      if (from === '' && to === '') return t('period.all');
      if (to === '') return t('period.since', { from: date(from) });
      if (from === '') return t('period.until', { to: date(to) });
      return t('period.between', { from: date(from), to: date(to) });
    },
    [t, date],
  );
}
