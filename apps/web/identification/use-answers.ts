import { useTranslation } from 'react-i18next';
import { formOfConsent, type ConsentValues } from '../consent/consent-values.js';
import { useInstallation } from '../app/installation.js';
import { useOrganisationName } from '../directory/use-organisations.js';
import { useCode, useCountries, useFormats, type CodeList } from '../i18n/index.js';
import { chosenCountries } from './countries-field.js';
import type { ChildValues } from './child-values.js';
import { personFields, type FactValues, type PersonValues } from './fact-values.js';

/** One answer in words. */
interface Row {
  readonly label: string;
  readonly value: string;
}

/** Says answers in words, to be checked before they are sent and read where they wait. */
export function useAnswers() {
  const { t } = useTranslation(['identification', 'referral', 'common']);
  const code = useCode();
  const countries = useCountries();
  const { date } = useFormats();
  const nameOf = useOrganisationName();
  const installation = useInstallation();
  const none = t('common:form.notAnswered');
  const country = (one: string) => countries.find((known) => known.code === one)?.name ?? one;
  const coded = (list: CodeList, values: readonly string[]) =>
    values
      .filter((value) => value !== '')
      .map((value) => code(list, value))
      .join(', ') || none;
  const fact = {
    entryChannel: (values: Pick<FactValues, 'entryChannel'>) => coded('entryChannel', [values.entryChannel]),
    identifiedOn: ({ identifiedOn }: Pick<FactValues, 'identifiedOn'>) =>
      identifiedOn === '' ? none : date(identifiedOn),
    region: ({ region }: Pick<FactValues, 'region'>) =>
      region === '' ? t('common:form.unknown') : code('region', region),
    ageGroup: ({ ageGroup }: Pick<FactValues, 'ageGroup'>) => coded('ageGroup', [ageGroup]),
    gender: ({ gender }: Pick<FactValues, 'gender'>) => coded('gender', [gender]),
    citizenships: ({ citizenships }: Pick<FactValues, 'citizenships'>) =>
      chosenCountries(citizenships).map(country).join(', ') || none,
    exploitation: ({ exploitation }: Pick<FactValues, 'exploitation'>) => coded('exploitation', exploitation),
    countriesOfExploitation: ({ countriesOfExploitation }: Pick<FactValues, 'countriesOfExploitation'>) =>
      chosenCountries(countriesOfExploitation).map(country).join(', ') || none,
  };
  return {
    /** Some of the facts. */
    facts: (values: FactValues, ...fields: (keyof FactValues)[]): Row[] =>
      fields.map((field) => ({ label: code('field', field), value: fact[field](values) })),
    /** One of them, by itself. */
    fact,
    /** What was said of the person; what was not is left out. */
    person: (values: PersonValues): Row[] =>
      personFields.flatMap((field) => {
        const written = values[`person.${field}`].trim();
        if (written === '') return [];
        return [{ label: code('field', field), value: field === 'birthDate' ? date(written) : written }];
      }),
    /** What she agreed to. */
    consent: (values: ConsentValues): Row[] => [
      {
        label: t('referral:consent.agrees'),
        value: values.agrees === '' ? none : t(`referral:consent.answer.${values.agrees}`),
      },
      ...(values.agrees === 'Given'
        ? [
            { label: t('referral:consent.recipients'), value: values.recipients.map(nameOf).join(', ') },
            { label: t('referral:consent.fieldGroups'), value: coded('fieldGroup', values.fieldGroups) },
            { label: t('referral:consent.language'), value: code('language', values.language) },
            { label: t('referral:consent.form'), value: code('consentForm', formOfConsent(values, installation)) },
          ]
        : []),
    ],
    /** How a child was heard. */
    child: (values: ChildValues): Row[] => [
      { label: t('child.assent'), value: coded('assent', [values.assent]) },
      ...(values.views.trim() === '' ? [] : [{ label: t('child.views'), value: values.views.trim() }]),
      ...(values['guardian.kind'] === ''
        ? []
        : [
            {
              label: t('child.guardian'),
              value: [code('guardianKind', values['guardian.kind']), values['guardian.name'].trim()]
                .filter((part) => part !== '')
                .join(', '),
            },
            {
              label: t('child.suspected'),
              value: t(values['guardian.suspected'] === 'yes' ? 'common:action.yes' : 'common:action.no'),
            },
          ]),
    ],
  };
}
