import { Alert, Button, NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useInstallation } from '../app/installation.js';
import type { OrganisationItem } from '../api/answers.js';
import { consentForms } from '../codes.js';
import { ManyOf, OneOf } from '../components/choices.js';
import type { Fields } from '../form/fields.js';
import { useCode, type Language } from '../i18n/index.js';
import { ConsentText } from './consent-text.js';
import { formOfConsent, shareable, type ConsentValues } from './consent-values.js';

/** Asks her whether she agrees, mostly to a referral: read out in her language, then to whom, and what is told. */
export function ConsentFields({
  form: { values, errors, set },
  near,
  others = [],
  purpose = 'Referral',
}: {
  readonly form: Fields<ConsentValues>;
  /** The organisations that are named to her. */
  readonly near: readonly OrganisationItem[];
  /** Those farther away. */
  readonly others?: readonly OrganisationItem[];
  /** What she agrees to; a code. */
  readonly purpose?: string;
}) {
  const { t, i18n } = useTranslation(['referral', 'codes']);
  const code = useCode();
  const installation = useInstallation();
  const [all, setAll] = useState(false);
  const spoken = Object.keys(i18n.getResourceBundle(i18n.language as Language, 'codes').language as object);
  const written = installation.languages.includes(values.language);
  const named = [...near, ...others.filter(({ organisationId }) => all || values.recipients.includes(organisationId))];
  return (
    <>
      <NativeSelect
        id="language"
        label={t('consent.language')}
        error={errors['language']}
        value={values.language}
        onChange={({ currentTarget }) => set('language', currentTarget.value)}
        data={spoken.map((value) => ({ value, label: code('language', value) }))}
        maw="20rem"
        mb="md"
      />
      {!written && (
        <Alert color="clay" variant="light" mb="md">
          {t('consent.interpret')}
        </Alert>
      )}
      <ConsentText purpose={purpose} language={written ? values.language : i18n.language} />
      <OneOf
        name="agrees"
        label={t('consent.agrees')}
        error={errors['agrees']}
        required
        value={values.agrees}
        onChange={(value) => set('agrees', value as ConsentValues['agrees'])}
        options={(['Given', 'Refused', 'NotAsked'] as const).map((value) => ({
          value,
          label: t(`consent.answer.${value}`),
          hint: t(`consent.answerHint.${value}`),
        }))}
      />
      {values.agrees === 'Given' && (
        <>
          {near.length + others.length > 1 && (
            <>
              <ManyOf
                name="recipients"
                label={t('consent.recipients')}
                hint={t('consent.recipientsHint')}
                error={errors['recipients']}
                required
                value={values.recipients}
                onChange={(value) => set('recipients', value)}
                options={named.map(({ organisationId, name }) => ({ value: organisationId, label: name }))}
              />
              {!all && others.length > 0 && (
                <Button variant="default" mb="lg" onClick={() => setAll(true)}>
                  {t('consent.moreOrganisations')}
                </Button>
              )}
            </>
          )}
          <ManyOf
            name="fieldGroups"
            label={t('consent.fieldGroups')}
            hint={t('consent.fieldGroupsHint')}
            error={errors['fieldGroups']}
            required
            value={values.fieldGroups}
            onChange={(value) => set('fieldGroups', value)}
            options={shareable.map((value) => ({ value, label: code('fieldGroup', value) }))}
          />
          <OneOf
            name="form"
            label={t('consent.form')}
            error={errors['form']}
            value={formOfConsent(values, installation)}
            onChange={(value) => set('form', value)}
            options={consentForms
              .filter((value) => written || value === 'Interpreted')
              .map((value) => ({ value, label: code('consentForm', value) }))}
          />
        </>
      )}
    </>
  );
}
