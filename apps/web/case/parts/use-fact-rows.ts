import { useTranslation } from 'react-i18next';
import type { CaseAnswer } from '../../api/answers.js';
import { useOrganisationName } from '../../directory/use-organisations.js';
import { useCode, useCountries, useFormats } from '../../i18n/index.js';

interface FactRow {
  readonly label: string;
  readonly value: string;
}

/** The coded facts of a case in words, as far as the reader sees them. */
export function useFactRows(): (file: CaseAnswer) => readonly FactRow[] {
  const { t } = useTranslation(['case', 'common']);
  const nameOf = useOrganisationName();
  const code = useCode();
  const { date } = useFormats();
  const countries = useCountries();
  const named = (codes: readonly string[] = []): string =>
    codes.map((one) => countries.find((country) => country.code === one)?.name ?? one).join(', ');
  return ({ stage, status, holder, loggedBy, assignee, assistedSince, facts }) =>
    [
      { label: t('common:label.stage'), value: code('stage', stage) },
      { label: t('common:label.status'), value: code('identificationStatus', status) },
      { label: t('facts.assistedSince'), value: assistedSince && date(assistedSince) },
      { label: t('common:label.holder'), value: holder && nameOf(holder) },
      { label: t('common:label.assignee'), value: assignee },
      { label: t('facts.loggedBy'), value: loggedBy === holder ? undefined : loggedBy && nameOf(loggedBy) },
      { label: code('field', 'identifiedOn'), value: facts?.identifiedOn && date(facts.identifiedOn) },
      { label: code('field', 'entryChannel'), value: facts?.entryChannel && code('entryChannel', facts.entryChannel) },
      { label: code('field', 'region'), value: facts?.region && code('region', facts.region) },
      { label: code('field', 'ageGroup'), value: facts && code('ageGroup', facts.ageGroup) },
      { label: code('field', 'gender'), value: facts && code('gender', facts.gender) },
      { label: code('field', 'citizenships'), value: named(facts?.citizenships) },
      {
        label: code('field', 'exploitation'),
        value: facts?.exploitation?.map((one) => code('exploitation', one)).join(', '),
      },
      { label: code('field', 'countriesOfExploitation'), value: named(facts?.countriesOfExploitation) },
    ].flatMap(({ label, value }) => (value ? [{ label, value }] : []));
}
