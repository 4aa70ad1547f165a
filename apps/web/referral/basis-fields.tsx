import { Alert, Text, Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { OrganisationItem } from '../api/answers.js';
import { ManyOf, OneOf, type Option } from '../components/choices.js';
import { ConsentFields } from '../consent/consent-fields.js';
import { shareable } from '../consent/consent-values.js';
import type { Fields } from '../form/fields.js';
import type { Draft } from '../offline/use-draft.js';
import { useCode } from '../i18n/index.js';
import { consentsFor, type ReferValues } from './refer-values.js';
import type { Referable } from './use-referable.js';

/** On what the referral rests, and what the receiver is told on it. */
export function BasisFields({
  form,
  referable,
  receiver,
}: {
  readonly form: Fields<ReferValues> & { readonly draft: Draft<ReferValues> };
  readonly referable: Referable;
  readonly receiver: OrganisationItem;
}) {
  const { t } = useTranslation(['referral', 'common']);
  const code = useCode();
  const { values, errors, set } = form;
  const consents = consentsFor(referable, receiver.organisationId);
  const consent = consents.find(({ consentId }) => consentId === values.basis);
  const adult = referable.ageGroup === 'Adult';
  const groups = consent?.fieldGroups ?? shareable;
  const inWords = (some: readonly string[]) => some.map((one) => code('fieldGroup', one)).join(' · ');
  const options: Option[] = [
    ...consents.map(({ consentId, fieldGroups }) => ({
      value: consentId,
      label: t('basis.onFile'),
      hint: inWords(fieldGroups),
    })),
    ...(adult
      ? [
          { value: 'NewConsent', label: t('basis.new'), hint: t('basis.newHint') },
          { value: 'VitalInterest', label: code('referralBasis', 'VitalInterest'), hint: t('basis.vitalHint') },
        ]
      : [{ value: 'LegalBasis', label: code('referralBasis', 'LegalBasis'), hint: t('basis.legalHint') }]),
  ];
  return (
    <>
      <OneOf
        name="basis"
        label={t('refer.basis')}
        error={errors['basis']}
        required
        value={values.basis}
        // what was chosen on one basis is not carried over to another
        onChange={(basis) =>
          form.draft.set({
            ...values,
            basis,
            fieldGroups: consents.find(({ consentId }) => consentId === basis)?.fieldGroups ?? [],
          })
        }
        options={options}
      />
      {values.basis === 'NewConsent' && <ConsentFields form={form} near={[receiver]} />}
      {values.basis === 'LegalBasis' && (
        <Textarea
          id="basis.legalBasis"
          label={t('basis.legal')}
          description={t('basis.legalExample')}
          error={errors['basis.legalBasis']}
          withAsterisk
          value={values['basis.legalBasis']}
          onChange={({ currentTarget }) => set('basis.legalBasis', currentTarget.value)}
          maxLength={500}
          mb="lg"
        />
      )}
      {values.basis === 'VitalInterest' && (
        <>
          <Alert color="clay" variant="light" mb="md">
            <Text>{t('refer.secondPerson')}</Text>
          </Alert>
          <Textarea
            id="basis.vitalInterest"
            label={t('basis.vital')}
            error={errors['basis.vitalInterest']}
            withAsterisk
            value={values['basis.vitalInterest']}
            onChange={({ currentTarget }) => set('basis.vitalInterest', currentTarget.value)}
            maxLength={2000}
            mb="lg"
          />
        </>
      )}
      {values.basis !== '' && values.basis !== 'NewConsent' && (
        <ManyOf
          name="fieldGroups"
          label={t('refer.told')}
          hint={t('refer.toldHint')}
          error={errors['fieldGroups']}
          value={values.fieldGroups}
          onChange={(value) => set('fieldGroups', value)}
          options={groups.map((value) => ({ value, label: code('fieldGroup', value) }))}
        />
      )}
    </>
  );
}
