import { Button, Group, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../i18n/index.js';

/** A local date, with one press for today and yesterday where that is what is mostly meant. */
export function DateField({
  name,
  label,
  hint,
  error,
  value,
  onChange,
  recent = false,
  required = false,
  future = false,
}: {
  readonly name: string;
  readonly label: ReactNode;
  readonly hint?: string | undefined;
  readonly error?: string | undefined;
  /** `YYYY-MM-DD`, or empty. */
  readonly value: string;
  onChange(value: string): void;
  /** It happened just now, mostly. */
  readonly recent?: boolean;
  readonly required?: boolean;
  /** It may lie ahead. */
  readonly future?: boolean;
}) {
  const { t } = useTranslation('common');
  const { today, date } = useFormats();
  const now = today();
  const before = new Date(Date.parse(now) - 86_400_000).toISOString().slice(0, 10);
  return (
    <div>
      <TextInput
        id={name}
        type="date"
        label={label}
        description={value === '' ? hint : date(value)}
        error={error}
        value={value}
        onChange={({ currentTarget }) => onChange(currentTarget.value)}
        withAsterisk={required}
        maw="16rem"
        {...(future ? {} : { max: now })}
      />
      {recent && (
        <Group gap="xs" mt="xs">
          <Button variant="default" size="sm" onClick={() => onChange(now)}>
            {t('date.today')}
          </Button>
          <Button variant="default" size="sm" onClick={() => onChange(before)}>
            {t('date.yesterday')}
          </Button>
        </Group>
      )}
    </div>
  );
}
