import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type codes from './messages/en/codes.json';

/** The code lists that have words: `exploitation`, `service`, `stage`... */
export type CodeList = keyof typeof codes;

/** Says a code of a list in words: `code('exploitation', 'ForcedLabour')`. One it does not know stays as it is. */
export function useCode(): (list: CodeList, value: string) => string {
  const { t } = useTranslation('codes');
  return useCallback((list, value) => t(`${list}.${value}` as never, { defaultValue: value }), [t]);
}
