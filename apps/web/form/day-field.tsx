import type { ReactNode } from 'react';
import { DateField } from '../components/date-field.js';
import type { CommandForm, Values } from './use-command-form.js';

/** The day on which it happened, `on` for the API: today or yesterday, mostly. */
export const DayField = <V extends Values & { readonly on: string }>({
  form: { values, errors, set },
  label,
}: {
  readonly form: CommandForm<V>;
  readonly label: ReactNode;
}) => (
  <DateField
    name="on"
    label={label}
    error={errors['on']}
    value={values.on}
    onChange={(on) => set('on', on as V['on'])}
    recent
    required
  />
);
