import { useTranslation } from 'react-i18next';
import { isHtcdsColumn } from './htcds-columns.js';

/** A column of a file in words, with its name as the file has it. */
export function ColumnName({ name }: { readonly name: string }) {
  const words = useColumnWords()(name);
  return words === name ? (
    <code>{name}</code>
  ) : (
    <>
      {words} <code>{isHtcdsColumn(name) ? name : ''}</code>
    </>
  );
}

/** Says a column in words; one that no import takes is called what the file calls it. */
export function useColumnWords(): (name: string) => string {
  const { t } = useTranslation('administration');
  return (name) => {
    if (isHtcdsColumn(name)) return t(`columns.${name}`);
    if (name === 'row' || name === 'header') return t(`columns.${name}`);
    return name;
  };
}
