import { NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useInstallation } from '../app/installation.js';
import { ageGroups, entryChannels, exploitations, genders } from '../codes.js';
import { ManyOf, OneOf } from '../components/choices.js';
import { DateField } from '../components/date-field.js';
import type { Fields } from '../form/fields.js';
import { useCode } from '../i18n/index.js';
import { CountriesField } from './countries-field.js';
import type { FactValues } from './fact-values.js';

/** How she came to notice. */
export function EntryChannelField({
  form: { values, errors, set },
}: {
  readonly form: Fields<Pick<FactValues, 'entryChannel'>>;
}) {
  const { t } = useTranslation('common');
  const code = useCode();
  return (
    <NativeSelect
      id="entryChannel"
      label={code('field', 'entryChannel')}
      error={errors['entryChannel']}
      withAsterisk
      value={values.entryChannel}
      onChange={({ currentTarget }) => set('entryChannel', currentTarget.value)}
      data={[
        ...(values.entryChannel === '' ? [{ value: '', label: t('action.choose') }] : []),
        ...entryChannels.map((value) => ({ value, label: code('entryChannel', value) })),
      ]}
      maw="24rem"
    />
  );
}

/** On which day she was identified. */
export function IdentifiedOnField({
  form: { values, errors, set },
}: {
  readonly form: Fields<Pick<FactValues, 'identifiedOn'>>;
}) {
  const code = useCode();
  return (
    <DateField
      name="identifiedOn"
      label={code('field', 'identifiedOn')}
      error={errors['identifiedOn']}
      required
      recent
      value={values.identifiedOn}
      onChange={(value) => set('identifiedOn', value)}
    />
  );
}

/** In which region. */
export function RegionField({ form: { values, errors, set } }: { readonly form: Fields<Pick<FactValues, 'region'>> }) {
  const { t } = useTranslation('common');
  const { regions } = useInstallation();
  const code = useCode();
  return (
    <NativeSelect
      id="region"
      label={code('field', 'region')}
      error={errors['region']}
      value={values.region}
      onChange={({ currentTarget }) => set('region', currentTarget.value)}
      data={[
        { value: '', label: t('form.unknown') },
        ...regions.map((value) => ({ value, label: code('region', value) })),
      ]}
      maw="24rem"
    />
  );
}

/** About how old she is: who may be a child is protected as one. */
export function AgeGroupField({
  form: { values, errors, set },
}: {
  readonly form: Fields<Pick<FactValues, 'ageGroup'>>;
}) {
  const code = useCode();
  return (
    <OneOf
      name="ageGroup"
      label={code('field', 'ageGroup')}
      error={errors['ageGroup']}
      required
      value={values.ageGroup}
      onChange={(value) => set('ageGroup', value)}
      options={ageGroups.map((value) => ({ value, label: code('ageGroup', value) }))}
    />
  );
}

/** As she says it herself. */
export function GenderField({ form: { values, errors, set } }: { readonly form: Fields<Pick<FactValues, 'gender'>> }) {
  const code = useCode();
  return (
    <OneOf
      name="gender"
      label={code('field', 'gender')}
      error={errors['gender']}
      required
      value={values.gender}
      onChange={(value) => set('gender', value)}
      options={genders.map((value) => ({ value, label: code('gender', value) }))}
    />
  );
}

/** Of which countries she is a citizen. */
export function CitizenshipsField({
  form: { values, errors, set },
  required = true,
}: {
  readonly form: Fields<Pick<FactValues, 'citizenships'>>;
  readonly required?: boolean;
}) {
  const { t } = useTranslation('identification');
  const code = useCode();
  return (
    <CountriesField
      name="citizenships"
      label={code('field', 'citizenships')}
      hint={t('citizenshipHint')}
      error={errors['citizenships']}
      required={required}
      value={values.citizenships}
      onChange={(value) => set('citizenships', value)}
    />
  );
}

/** What was done to her. */
export function ExploitationField({
  form: { values, errors, set },
}: {
  readonly form: Fields<Pick<FactValues, 'exploitation'>>;
}) {
  const { t } = useTranslation('common');
  const code = useCode();
  return (
    <ManyOf
      name="exploitation"
      label={code('field', 'exploitation')}
      hint={t('form.chooseAll')}
      error={errors['exploitation']}
      required
      value={values.exploitation}
      onChange={(value) => set('exploitation', value)}
      options={exploitations.map((value) => ({ value, label: code('exploitation', value) }))}
    />
  );
}
