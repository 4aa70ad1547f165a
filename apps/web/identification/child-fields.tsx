import { Alert, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { assents, guardianKinds } from '../codes.js';
import { OneOf } from '../components/choices.js';
import type { Fields } from '../form/fields.js';
import { useCode } from '../i18n/index.js';
import type { ChildValues } from './child-values.js';

/** A child is protected whatever she says, and is heard all the same; and who answers for her. */
export function ChildFields({ form: { values, errors, set } }: { readonly form: Fields<ChildValues> }) {
  const { t } = useTranslation(['identification', 'common']);
  const code = useCode();
  const optional = (label: string) => `${label} (${t('common:form.optional')})`;
  return (
    <>
      <Alert color="tirek" variant="light" mb="md">
        {t('child.basis')}
      </Alert>
      <OneOf
        name="assent"
        label={t('child.assent')}
        error={errors['assent']}
        required
        value={values.assent}
        onChange={(value) => set('assent', value)}
        options={assents.map((value) => ({ value, label: code('assent', value) }))}
      />
      <Textarea
        id="views"
        label={optional(t('child.views'))}
        description={t('common:form.personal')}
        error={errors['views']}
        value={values.views}
        onChange={({ currentTarget }) => set('views', currentTarget.value)}
        maxLength={4000}
        mb="md"
      />
      <NativeSelect
        id="guardian.kind"
        label={optional(t('child.guardian'))}
        error={errors['guardian.kind']}
        value={values['guardian.kind']}
        onChange={({ currentTarget }) => set('guardian.kind', currentTarget.value)}
        data={[
          { value: '', label: t('common:form.unknown') },
          ...guardianKinds.map((value) => ({ value, label: code('guardianKind', value) })),
        ]}
        maw="24rem"
        mb="md"
      />
      {values['guardian.kind'] !== '' && (
        <>
          <TextInput
            id="guardian.name"
            label={optional(t('child.guardianName'))}
            description={t('common:form.personal')}
            error={errors['guardian.name']}
            value={values['guardian.name']}
            onChange={({ currentTarget }) => set('guardian.name', currentTarget.value)}
            maxLength={200}
            autoComplete="off"
            mb="md"
          />
          <OneOf
            name="guardian.suspected"
            label={t('child.suspected')}
            hint={t('child.suspectedHint')}
            error={errors['guardian.suspected']}
            required
            value={values['guardian.suspected']}
            onChange={(value) => set('guardian.suspected', value as 'yes' | 'no')}
            options={[
              { value: 'no', label: t('common:action.no') },
              { value: 'yes', label: t('common:action.yes') },
            ]}
          />
        </>
      )}
    </>
  );
}
