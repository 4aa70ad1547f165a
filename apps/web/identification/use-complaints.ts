import { useTranslation } from 'react-i18next';
import { useCode } from '../i18n/index.js';
import type { Complaints } from './fact-values.js';

/** What is wrong with facts and what is asked beside them, in words; `labels`: of fields that the list of fields has not. */
export function useComplaints(labels: Readonly<Record<string, string>> = {}): Complaints {
  const { t } = useTranslation(['identification', 'common']);
  const code = useCode();
  return {
    required: (field) => t('common:form.unanswered', { what: labels[field] ?? code('field', field) }),
    date: t('common:date.future'),
    exploitation: t('unknownOrNamed'),
    phone: t('common:error.phone'),
  };
}
