import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useCode, useCountries, useFormats } from '../i18n/index.js';
import { statusOf, type Dimension, type Unit } from './question.js';

/** Says a value of a dimension in words. */
export type Words = (dimension: Dimension, value: string) => string;

/** Says the values of the dimensions in words; what a status means depends on what is counted. */
export function useWords(unit: Unit): Words {
  const { t } = useTranslation('common');
  const code = useCode();
  const countries = useCountries();
  const formats = useFormats();
  return useMemo(() => {
    const names = new Map(countries.map((country) => [country.code, country.name]));
    const country = (value: string) => names.get(value) ?? value;
    const each = (words: (value: string) => string) => (values: string) => values.split(';').map(words).join(', ');
    // what nobody knows is in no code list
    const orUnknown = (words: (value: string) => string) => (value: string) =>
      value === 'Unknown' ? t('form.unknown') : words(value);
    const words: Readonly<Record<Dimension, (value: string) => string>> = {
      month: formats.month,
      quarter: formats.quarter,
      year: (value) => value,
      region: orUnknown((value) => code('region', value)),
      gender: (value) => code('gender', value),
      ageGroup: (value) => code('ageGroup', value),
      exploitation: (value) => code('exploitation', value),
      exploitationSet: each((value) => code('exploitation', value)),
      citizenship: country,
      citizenshipSet: each(country),
      entryChannel: orUnknown((value) => code('entryChannel', value)),
      status: (value) => code(statusOf[unit], value),
      organisation: orUnknown((value) => value),
      organisationType: orUnknown((value) => code('organisationType', value)),
    };
    return (dimension, value) => words[dimension](value);
  }, [unit, t, code, countries, formats]);
}
