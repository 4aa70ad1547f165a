import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useInstallation } from '../app/installation.js';
import { formats, type Formats } from './formats.js';
import type { Language } from './languages.js';

/** Dates, times and numbers in the language that is spoken; instants in the time zone of the installation. */
export function useFormats(): Formats {
  const { t, i18n } = useTranslation('common');
  const { timeZone } = useInstallation();
  const language = i18n.language as Language;
  return useMemo(() => formats(language, timeZone, t), [language, timeZone, t]);
}
