import { NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DateField } from '../components/date-field.js';
import { useFormats } from '../i18n/index.js';

/** Local dates, both included; empty: open. */
export interface Days {
  readonly from: string;
  readonly to: string;
}

/** Without an end and a beginning. */
export const always: Days = { from: '', to: '' };

/** Whether it ends before it begins. */
export const isBackwards = ({ from, to }: Days): boolean => from !== '' && to !== '' && from > to;

/** Chooses a period: one that is asked for often, or two days. */
export function PeriodFields({ value, onChange }: { readonly value: Days; onChange(value: Days): void }) {
  const { t } = useTranslation(['statistics', 'common']);
  const { today } = useFormats();
  const [own, setOwn] = useState(false);
  const year = Number(today().slice(0, 4));
  const ofYear = (one: number): Days => ({ from: `${one}-01-01`, to: `${one}-12-31` });
  const offered = { all: always, thisYear: ofYear(year), lastYear: ofYear(year - 1) };
  const chosen = own
    ? 'own'
    : (Object.entries(offered).find(([, { from, to }]) => from === value.from && to === value.to)?.[0] ?? 'own');
  return (
    <>
      <NativeSelect
        label={t('period.label')}
        value={chosen}
        onChange={({ currentTarget }) => {
          const days = offered[currentTarget.value as keyof typeof offered] as Days | undefined;
          setOwn(days === undefined);
          if (days) onChange(days);
        }}
        data={[
          { value: 'all', label: t('period.all') },
          { value: 'thisYear', label: t('period.year', { year }) },
          { value: 'lastYear', label: t('period.year', { year: year - 1 }) },
          { value: 'own', label: t('period.own') },
        ]}
      />
      {chosen === 'own' && (
        <>
          <DateField
            name="from"
            label={t('common:date.from')}
            value={value.from}
            onChange={(from) => onChange({ ...value, from })}
          />
          <DateField
            name="to"
            label={t('common:date.to')}
            value={value.to}
            onChange={(to) => onChange({ ...value, to })}
            error={isBackwards(value) ? t('period.backwards') : undefined}
          />
        </>
      )}
    </>
  );
}
