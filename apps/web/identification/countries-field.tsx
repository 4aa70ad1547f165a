import { Button, Group, NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useCountries } from '../i18n/index.js';

/** Where most people of the first two countries come from, and go to. */
const nearest = ['KG', 'TJ', 'UZ', 'KZ', 'RU', 'TM', 'CN', 'AF', 'TR'];
const most = 8;

/** One country after the other; the nearest stand first. An empty text: not chosen yet. */
export function CountriesField({
  name,
  label,
  hint,
  error,
  value,
  onChange,
  required = false,
}: {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly error?: string | undefined;
  readonly value: readonly string[];
  onChange(value: readonly string[]): void;
  readonly required?: boolean;
}) {
  const { t } = useTranslation(['identification', 'common']);
  const countries = useCountries();
  const chosen = value.length === 0 ? [''] : value;
  const options = (own: string) => {
    const free = countries
      .filter(({ code }) => code === own || !chosen.includes(code))
      .map(({ code, name: text }) => ({ value: code, label: text }));
    const near = nearest.flatMap((code) => free.find((one) => one.value === code) ?? []);
    return [
      { value: '', label: t('common:action.choose') },
      { group: t('countries.near'), items: near },
      { group: t('countries.all'), items: free.filter((one) => !near.includes(one)) },
    ];
  };
  return (
    <div>
      {chosen.map((code, index) => (
        <Group key={index} align="flex-end" gap="xs" mb="xs" wrap="nowrap">
          <NativeSelect
            {...(index === 0 ? { id: name, description: hint, error } : {})}
            label={index === 0 ? label : t('countries.another', { what: label })}
            withAsterisk={required && index === 0}
            value={code}
            onChange={({ currentTarget }) => onChange(chosen.with(index, currentTarget.value))}
            data={options(code)}
            flex="1 1 16rem"
            maw="24rem"
          />
          {index > 0 && (
            <Button variant="default" flex="none" onClick={() => onChange(chosen.toSpliced(index, 1))}>
              {t('common:action.remove')}
            </Button>
          )}
        </Group>
      ))}
      {chosen.at(-1) !== '' && chosen.length < most && (
        <Button variant="default" onClick={() => onChange([...chosen, ''])}>
          {t('common:action.addAnother')}
        </Button>
      )}
    </div>
  );
}

/** The countries that were chosen. */
export const chosenCountries = (value: readonly string[]): readonly string[] => value.filter((code) => code !== '');
