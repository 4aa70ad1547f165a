import { Textarea, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { DateField } from '../components/date-field.js';
import type { Fields } from '../form/fields.js';
import { useCode } from '../i18n/index.js';
import { personFields, type PersonValues } from './fact-values.js';

const long = ['safeContact', 'address'];
const longest = { name: 200, identityNumber: 64, phone: 32, email: 254, safeContact: 500, address: 500 };
const kinds = { phone: 'tel', email: 'email' } as Readonly<Record<string, string>>;

/** Who she is, as far as she says so. All of it is optional. */
export function PersonFields({ form: { values, errors, set } }: { readonly form: Fields<PersonValues> }) {
  const { t } = useTranslation(['identification', 'common']);
  const code = useCode();
  return (
    <>
      {personFields.map((field) => {
        const name = `person.${field}` as const;
        const label = `${code('field', field)} (${t('common:form.optional')})`;
        if (field === 'birthDate') {
          return (
            <DateField
              key={name}
              name={name}
              label={label}
              error={errors[name]}
              value={values[name]}
              onChange={(value) => set(name, value)}
            />
          );
        }
        const Text = long.includes(field) ? Textarea : TextInput;
        return (
          <Text
            key={name}
            id={name}
            label={label}
            error={errors[name]}
            value={values[name]}
            onChange={({ currentTarget }) => set(name, currentTarget.value)}
            maxLength={longest[field]}
            autoComplete="off"
            {...(field === 'safeContact' ? { description: t('safeContactHint') } : {})}
            {...(field in kinds ? { type: kinds[field] } : {})}
          />
        );
      })}
    </>
  );
}
