import { Checkbox, Radio } from '@mantine/core';
import type { ReactNode } from 'react';
import styles from './choices.module.css';

export interface Option {
  readonly value: string;
  readonly label: string;
  readonly hint?: string;
}

interface Common {
  /** Also its id: the error summary leads here. */
  readonly name: string;
  readonly label: ReactNode;
  readonly hint?: string | undefined;
  readonly error?: string | undefined;
  readonly options: readonly Option[];
  readonly required?: boolean;
}

/** One of a few, each as large as a thumb. */
export function OneOf({
  name,
  label,
  hint,
  error,
  options,
  required,
  value,
  onChange,
}: Common & { readonly value: string; onChange(value: string): void }) {
  return (
    <Radio.Group
      id={name}
      size="md"
      name={name}
      label={label}
      description={hint}
      error={error}
      withAsterisk={required ?? false}
      value={value}
      onChange={onChange}
      className={styles.group}
    >
      {options.map((option) => (
        <Radio
          key={option.value}
          value={option.value}
          label={option.label}
          description={option.hint}
          className={styles.option}
        />
      ))}
    </Radio.Group>
  );
}

/** Any of a few. */
export function ManyOf({
  name,
  label,
  hint,
  error,
  options,
  required,
  value,
  onChange,
}: Common & { readonly value: readonly string[]; onChange(value: string[]): void }) {
  return (
    <Checkbox.Group
      id={name}
      size="md"
      label={label}
      description={hint}
      error={error}
      withAsterisk={required ?? false}
      value={[...value]}
      onChange={onChange}
      className={styles.group}
    >
      {options.map((option) => (
        <Checkbox
          key={option.value}
          value={option.value}
          label={option.label}
          description={option.hint}
          className={styles.option}
        />
      ))}
    </Checkbox.Group>
  );
}
